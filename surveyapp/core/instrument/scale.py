"""The answers that a rating may take, and how one is read."""

from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.text.bidi import western_digits
from surveyapp.core.text.languages import Text
from surveyapp.core.wire import added_later


class NonAnswer(StrEnum):
    """An answer without a score. A skipped question is a third thing: no answer at all."""

    DONT_KNOW = "dk"
    NOT_APPLICABLE = "na"


Answer = int | NonAnswer
"""The point that was ticked, or what was ticked in place of one."""


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One answer of a scale; ``value`` counts from 1."""

    value: int
    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class NonAnswerOption:
    """An answer that carries no score: "I don't know" (``dk``) or "does not apply" (``na``)."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers that a rating may take. ``points`` ascend from 1 to K.

    ``unfavourable_max`` is what earlier versions held: no figure is made of it.
    """

    id: str
    points: tuple[ScalePoint, ...]
    non_answers: tuple[NonAnswerOption, ...]
    favourable_min: int
    question: Text | None = None
    unfavourable_max: int | None = added_later(None)

    @property
    def top(self) -> int:
        """Return K, the highest point."""
        return len(self.points)

    def offers(self, answer: NonAnswer) -> bool:
        """Say whether ``answer`` may be given on the scale."""
        return any(option.key == answer for option in self.non_answers)


def read_answer(raw: str, scale: Scale) -> Answer | None:
    """Return the answer that the form value ``raw`` stands for on ``scale``; None for an empty value (skipped).

    Raises:
        ValueError: ``raw`` is neither a point of the scale nor one of its non-answers.
    """
    if raw == "":
        return None
    if raw in {option.key for option in scale.non_answers}:
        return NonAnswer(raw)
    value = western_digits(raw)
    if value not in {str(point.value) for point in scale.points}:
        raise ValueError(raw)
    return int(value)

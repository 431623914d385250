"""The answers that a rating may take."""

from dataclasses import dataclass

from surveyapp.core.text.languages import Text


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
    """The answers that a rating may take. ``points`` ascend from 1 to K."""

    id: str
    points: tuple[ScalePoint, ...]
    non_answers: tuple[NonAnswerOption, ...]
    favourable_min: int
    unfavourable_max: int
    question: Text | None = None

    @property
    def top(self) -> int:
        """Return K, the highest point."""
        return len(self.points)

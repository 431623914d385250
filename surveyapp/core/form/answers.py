"""What one person answered. Nothing above ``workflow`` may import this module, the answering pages apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveyapp.core.instrument.scale import Scale
from surveyapp.core.sides import PromptKey, Side
from surveyapp.core.text.bidi import western_digits

COMMENT_LIMIT = 1000
"""Characters that a comment may have."""


class NonAnswer(StrEnum):
    """An answer without a score. A skipped question is a third thing: no answer at all."""

    DONT_KNOW = "dk"
    NOT_APPLICABLE = "na"


Answer = int | NonAnswer


@dataclass(frozen=True, slots=True)
class Comment:
    """Words, and whether they may be shown to the other side as they stand."""

    text: str
    share: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """Everything one person answered; what was skipped is absent.

    ``ratings`` are on the scale of their section (1–K) as ticked, not reversed; ``profile`` maps a question's id to an
    option's key; ``comments`` a section's or closing question's id to words; ``closing`` a closing rating's id to its
    answer; ``priorities`` are section ids.
    """

    side: Side
    ratings: Mapping[PromptKey, Answer] = field(default_factory=dict)
    profile: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    closing: Mapping[str, Answer] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was rated: a form of nothing but "I don't know" is no answer."""
        return not any(isinstance(answer, int) for answer in self.ratings.values())


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

"""What one person answered. Nothing above ``workflow`` may import this module; pyproject.toml names those that may."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveyapp.core.instrument.scale import Answer
from surveyapp.core.sides import PromptKey, Side


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

"""Who speaks and of whom: the two sides, the facets, and the name of one rating."""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Side(StrEnum):
    """One of the two organisations of a review."""

    PRCS = "prcs"
    PARTNER = "partner"

    @property
    def opposite(self) -> "Side":
        """Return the side across the table."""
        return Side.PARTNER if self is Side.PRCS else Side.PRCS


class Facet(StrEnum):
    """What a rating is about, seen from outside: one side's conduct, or the joint work."""

    PRCS = "prcs"
    PARTNER = "partner"
    JOINT = "joint"


class About(StrEnum):
    """What a rating is about, seen from the respondent's chair."""

    SELF = "self"
    OTHER = "other"
    JOINT = "joint"

    def facet_for(self, side: Side) -> Facet:
        """Return the facet that this rating belongs to on the form of ``side``."""
        if self is About.JOINT:
            return Facet.JOINT
        return Facet(side.value if self is About.SELF else side.opposite.value)


def about_for(side: Side, facet: Facet) -> About:
    """Return which rating of the form of ``side`` speaks about ``facet``."""
    if facet is Facet.JOINT:
        return About.JOINT
    return About.SELF if facet.value == side.value else About.OTHER


class PromptKey(NamedTuple):
    """Names one rating of one form, for life: a statement's id and what the rating is about."""

    statement: str
    about: About

    @property
    def field_name(self) -> str:
        """Return the name of the form field, such as ``needs_voiced.self``."""
        return f"{self.statement}.{self.about.value}"


@lru_cache(maxsize=4096)
def read_prompt_key(field_name: str) -> PromptKey:
    """Return the key that ``field_name`` writes; ValueError when it is none."""
    statement, _, about = field_name.rpartition(".")
    return PromptKey(statement, About(about))

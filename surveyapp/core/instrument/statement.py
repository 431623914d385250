"""Statements with two voices, and the rating that one side is asked for."""

from dataclasses import dataclass

from surveyapp.core.sides import About, Facet, PromptKey
from surveyapp.core.text.languages import Text


@dataclass(frozen=True, slots=True)
class Prompt:
    """One rating as one side reads it, placeholders filled."""

    key: PromptKey
    text: Text
    facet: Facet


@dataclass(frozen=True, slots=True)
class MirroredStatement:
    """One behaviour in two voices, rated once about oneself and once about the other side."""

    id: str
    we: Text
    they: Text
    reverse: bool = False

    kind = "mirrored"
    abouts = (About.SELF, About.OTHER)

    def text_about(self, about: About) -> Text:
        """Return the wording of the voice that speaks about ``about``, placeholders unfilled."""
        return self.we if about is About.SELF else self.they


@dataclass(frozen=True, slots=True)
class JointStatement:
    """A statement on the common work: the same words on both forms, one rating."""

    id: str
    text: Text
    reverse: bool = False

    kind = "joint"
    abouts = (About.JOINT,)

    def text_about(self, about: About) -> Text:  # noqa: ARG002 - one wording for all, by design
        """Return the wording."""
        return self.text


Statement = MirroredStatement | JointStatement

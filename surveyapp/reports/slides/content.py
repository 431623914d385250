"""What a slide holds, before anybody knows where it stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveyapp.charts.on_demand import Chart
from surveyapp.core.text.languages import Language

TEXT, SMALL = 19.0, 16.0
"""Sizes in points of what is read, and of what is looked up."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words, and before them some in bold.

    ``is_heading`` keeps it with the next one; ``is_theirs`` tells what a person wrote, in whichever language.
    """

    text: str
    lead: str = ""
    size: float = TEXT
    is_heading: bool = False
    is_theirs: bool = False

    @property
    def whole(self) -> str:
        """Return all its words."""
        return " ".join(words for words in (self.lead, self.text) if words)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide in one language.

    ``above`` says in a few words where one is; ``prompt`` stands below the picture, ``form`` are names of lines to
    write on, and ``notes`` stand where only the speaker sees them.
    """

    language: Language
    title: str
    running: str
    above: str = ""
    lines: Sequence[Line] = ()
    picture: Chart | None = None
    prompt: Sequence[Line] = ()
    form: Sequence[str] = ()
    notes: Sequence[str] = ()
    is_first: bool = False

    def with_lines(self, lines: Sequence[Line], *, part: int) -> "Slide":
        """Return the slide with some of its lines; the notes stand on the first part."""
        return replace(self, lines=lines, notes=() if part else self.notes)

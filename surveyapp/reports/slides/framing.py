"""What all slides of a file have around their content."""

from typing import Any

from surveyapp.reports.pack.reader import Reader, shortened
from surveyapp.reports.slides.content import Slide
from surveyapp.words import demonstration

LONGEST = 240
"""Characters of what a person wrote that a slide shows; the notes have all of it."""


def slide(reader: Reader, title: str, **content: Any) -> Slide:
    """Return a slide with what runs along the foot of each."""
    review = reader.pack.review
    marks = [reader.say(demonstration.IN_SHORT)] if review.is_demonstration else []
    names = [shortened(reader.words(name)) for name in (review.partner.name, review.round.title)]
    return Slide(reader.language, title, " · ".join([*names, *marks]), **content)


def cut(words: str) -> str:
    """Return what a person wrote, cut where it is too long for a slide."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"

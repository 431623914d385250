"""The slides of a review meeting: from released results and from what was agreed, as a PowerPoint file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from surveyapp.charts.together import ToPictures, in_turn
from surveyapp.core.text.languages import Language
from surveyapp.core.wire import canonical_json, digest
from surveyapp.reports.pack.content import MeetingPack
from surveyapp.reports.pack.reader import Reader
from surveyapp.reports.slides import ending, opening, topics
from surveyapp.reports.slides.content import Slide

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_MAKERS: Sequence[Callable[[Reader], Iterator[Slide]]] = (
    opening.title,
    opening.summary,
    topics.topics,
    ending.promised,
    ending.planned,
    ending.blank,
)


def make_slides(pack: MeetingPack, *, draw: ToPictures = in_turn) -> bytes:
    """Return the slides as PPTX; the same bytes for the same content. With two languages each comes in both in turn."""
    from surveyapp.reports.slides.fitting import paged  # noqa: PLC0415 - loads matplotlib, to measure
    from surveyapp.reports.slides.writing import write  # noqa: PLC0415 - loads python-pptx

    in_each = [slides_in(pack, language) for language in pack.languages]
    slides = [one for side_by_side in zip(*in_each, strict=True) for one in paged(side_by_side)]
    title = " – ".join([slides[0].title, slides[0].running])
    return write(slides, title=title, made_for=pack.review.closes_at, draw=draw)


def slides_in(pack: MeetingPack, language: Language) -> list[Slide]:
    """Return the slides in one language, before those of many lines are parted; as many in each language."""
    reader = Reader(pack, language)
    return [slide for make in _MAKERS for slide in make(reader)]


def slides_key(pack: MeetingPack) -> str:
    """Return what the slides' bytes depend on, as a hash; not the day on which they are made."""
    undated = replace(pack, printed_on=pack.closed_on)
    return digest(canonical_json([undated.key(), pack.review.state]))

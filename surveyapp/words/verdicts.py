"""Did the gap close? What became of the gaps that a promise was about, in words, with both figures and the interval."""

from dataclasses import dataclass

from surveyapp.core.comparison.movements import Course
from surveyapp.core.comparison.rounds import RoundMoves, ScoreMoves, SectionMoves
from surveyapp.core.conduct.actions import Promise
from surveyapp.core.sides import Facet
from surveyapp.words.catalogue import marked, say
from surveyapp.words.certainty import interval_text
from surveyapp.words.joining import lowered, named
from surveyapp.words.naming import Names
from surveyapp.words.rounds import course_name, moved_sentence, signed, why_not_compared

NOT_YET = marked("Whether the gap has closed can be said once this review is closed.")
NO_TOPIC = marked("It names no topic whose gap could be compared.")
MOVED = marked("It moved by %(by)s (%(interval)s).")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gap: in two or three words, empty where it cannot be compared, and in sentences.

    ``facet`` is None for a topic as a whole, and where no gap is meant at all.
    """

    facet: Facet | None
    course: Course | None
    name: str
    sentence: str


def verdicts(names: Names, promise: Promise, moves: RoundMoves | None) -> list[Verdict]:
    """Return what became of the gap that a promise was about: of its facet, or of all that its topic has.

    Args:
        names: what both organisations are called, and the language.
        promise: as the earlier review's meeting made it.
        moves: what moved from that review to the later one; None where that is not closed yet.

    Source:
        docs/method.md, section 6.
    """
    if moves is None:
        return [Verdict(None, None, "", say(NOT_YET, names.language))]
    section = next((one for one in moves.sections if one.id == promise.section), None)
    if section is None:
        return [Verdict(None, None, "", say(NO_TOPIC, names.language))]
    if promise.facet is not None:
        return [_verdict(names, promise.facet, section.facets[promise.facet])]
    return _of_topic(names, section)


def _of_topic(names: Names, section: SectionMoves) -> list[Verdict]:
    """Return the verdicts on a topic's gaps; where none can be compared, each reason once."""
    whole = _verdict(names, None, section.overall)
    facets = [_verdict(names, facet, scores) for facet, scores in section.facets.items()]
    if whole.course:
        return [whole, *(one for one in facets if one.course)]
    if any(one.course for one in facets):
        return facets
    return [Verdict(None, None, "", why) for why in dict.fromkeys(_why(names, one) for one in section.facets.values())]


def _verdict(names: Names, facet: Facet | None, scores: ScoreMoves) -> Verdict:
    said = moved_sentence(names, facet, scores)
    if said:
        interval = interval_text(scores.gap, names.language)
        by = "" if scores.gap.value is None else signed(scores.gap.value)
        moved = [say(MOVED, names.language, by=by, interval=interval)] if interval else []
        return Verdict(facet, scores.course, course_name(scores.course, names.language), " ".join([said, *moved]))
    why = _why(names, scores)
    if facet is not None:
        why = named(names.facet(facet), lowered(why), names.language)
    return Verdict(facet, None, "", why)


def _why(names: Names, scores: ScoreMoves) -> str:
    return why_not_compared(scores.basis, names.language)

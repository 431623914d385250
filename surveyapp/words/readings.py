"""What a comparison says: the name of its reading, a sentence that names both organisations, and its flags."""

from collections.abc import Mapping

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Scoring
from surveyapp.core.instrument.scale import NonAnswer
from surveyapp.core.method.judging import Comparison
from surveyapp.core.method.summary import Line, split_statements
from surveyapp.core.results import Chance, FacetResult, Reading, ReviewResult, SectionResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.divided import OVER_A_STATEMENT, without_gap
from surveyapp.words.naming import Names
from surveyapp.words.scores import score_text
from surveyapp.words.unscored import label_of
from surveyapp.words.ways import Ways

NAMES: Mapping[Reading, str] = {
    Reading.CLEAR_GAP: marked("Clear gap"),
    Reading.POSSIBLE_GAP: marked("Possible gap"),
    Reading.DIVIDED: marked("Opinions divided within a side"),
    Reading.BOTH_HIGH: marked("Both rate it high"),
    Reading.BOTH_LOW: marked("Both rate it low"),
    Reading.ALIKE: marked("Views are alike"),
    Reading.UNSETTLED: marked("No gap seen; too few answers to say more"),
    Reading.TOO_FEW: marked("Too few answers to compare"),
}
_PROTECTED_NAMES: Mapping[Reading, str] = {
    Reading.BOTH_HIGH: marked("Both rate it at or near high"),
    Reading.BOTH_LOW: marked("Both rate it at or near low"),
    Reading.UNSETTLED: marked("No gap seen; the scores are too coarse to say more"),
}
ONE_AGREED_ANSWER = marked("One agreed answer")
UNSEEN = marked("Many don’t know")
SPLIT = marked("Opinions divided")

_HIGHER = Ways(
    marked("%(prcs)s rates its own conduct higher (%(a)s) than %(partner)s does (%(b)s)."),
    marked("%(prcs)s rates the conduct of %(partner)s higher (%(a)s) than %(partner)s does itself (%(b)s)."),
    marked("%(prcs)s rates the joint work higher (%(a)s) than %(partner)s does (%(b)s)."),
    marked("Over conduct and joint work together, %(prcs)s gives a higher score (%(a)s) than %(partner)s (%(b)s)."),
)
_LOWER = Ways(
    marked("%(partner)s rates the conduct of %(prcs)s higher (%(b)s) than %(prcs)s does itself (%(a)s)."),
    marked("%(partner)s rates its own conduct higher (%(b)s) than %(prcs)s does (%(a)s)."),
    marked("%(partner)s rates the joint work higher (%(b)s) than %(prcs)s does (%(a)s)."),
    marked("Over conduct and joint work together, %(partner)s gives a higher score (%(b)s) than %(prcs)s (%(a)s)."),
)
_HIGH = Ways(
    marked("Both rate the conduct of %(prcs)s high (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both rate the conduct of %(partner)s high (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both rate the joint work high (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both give high scores over conduct and joint work together (%(prcs)s %(a)s, %(partner)s %(b)s)."),
)
_LOW = Ways(
    marked("Both rate the conduct of %(prcs)s low (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both rate the conduct of %(partner)s low (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both rate the joint work low (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both give low scores over conduct and joint work together (%(prcs)s %(a)s, %(partner)s %(b)s)."),
)
_ALIKE = Ways(
    marked("Both see the conduct of %(prcs)s in much the same way (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both see the conduct of %(partner)s in much the same way (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both see the joint work in much the same way (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both give much the same scores over conduct and joint work together (%(prcs)s %(a)s, %(partner)s %(b)s)."),
)
_UNSETTLED = Ways(
    marked("No gap shows on the conduct of %(prcs)s (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("No gap shows on the conduct of %(partner)s (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("No gap shows on the joint work (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("No gap shows over conduct and joint work together (%(prcs)s %(a)s, %(partner)s %(b)s)."),
)
_MANY_UNSEEN = Ways(
    marked("On the conduct of %(prcs)s, many answers at %(side)s are “%(dont_know)s”."),
    marked("On the conduct of %(partner)s, many answers at %(side)s are “%(dont_know)s”."),
    marked("On the joint work, many answers at %(side)s are “%(dont_know)s”."),
    marked("Many answers at %(side)s are “%(dont_know)s”."),
)
_NEAR_HIGH = Ways(
    marked("Both rate the conduct of %(prcs)s at or near high (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both rate the conduct of %(partner)s at or near high (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both rate the joint work at or near high (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    _HIGH.whole,
)
_NEAR_LOW = Ways(
    marked("Both rate the conduct of %(prcs)s at or near low (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both rate the conduct of %(partner)s at or near low (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    marked("Both rate the joint work at or near low (%(prcs)s %(a)s, %(partner)s %(b)s)."),
    _LOW.whole,
)
_ROUNDED = {Reading.BOTH_HIGH: _NEAR_HIGH, Reading.BOTH_LOW: _NEAR_LOW}
"""What is said where a score is made of rounded means; of a topic as a whole there is none."""

_PLAIN = {
    Reading.BOTH_HIGH: _HIGH,
    Reading.BOTH_LOW: _LOW,
    Reading.ALIKE: _ALIKE,
    Reading.UNSETTLED: _UNSETTLED,
}


def reading_name(result: ReviewResult, comparison: Comparison, language: Language) -> str:
    """Return what a comparison says in two or three words; nothing where it has no reading.

    One agreed answer is called that; ``protected`` has words of its own.
    """
    reading = comparison.reading
    if reading is None:
        return ""
    if reading is Reading.TOO_FEW and comparison.gap.value is not None:
        return say(ONE_AGREED_ANSWER, language)
    return say(reading_names(result)[reading], language)


def reading_names(result: ReviewResult) -> Mapping[Reading, str]:
    """Return the readings that the result's policy can give, with their names to be said in a language."""
    if result.review.policy is not Policy.PROTECTED:
        return NAMES
    absent = {Reading.CLEAR_GAP, Reading.ALIKE, Reading.DIVIDED}
    return {reading: _PROTECTED_NAMES.get(reading, name) for reading, name in NAMES.items() if reading not in absent}


def comparison_sentence(names: Names, line: Line) -> str:
    """Return one sentence that names both organisations and both scores; nothing where there is no gap."""
    if line.comparison.gap.value is None:
        return ""
    scores = [score_text(names.questionnaire, line, side) for side in Side]
    prcs, partner = (names.of(side) for side in Side)
    divided = getattr(line.comparison, "split", ())
    named = {"prcs": prcs, "partner": partner, "side": names.of(divided[0]) if divided else ""}
    return say(_ways(line).of(line.facet), names.language, a=scores[0], b=scores[1], **named)


def _ways(line: Line) -> Ways:
    reading, gap = line.comparison.reading, line.comparison.gap.value or 0.0
    if reading in _ROUNDED and _is_rounded(line):
        return _ROUNDED[reading]
    if reading is Reading.DIVIDED:
        return without_gap(getattr(line.comparison, "split", ()))
    if reading in _PLAIN:
        return _PLAIN[reading]
    if not gap:
        return _UNSETTLED
    return _HIGHER if gap > 0 else _LOWER


def _is_rounded(line: Line) -> bool:
    """Say whether a score of the comparison is made of means that ``protected`` has rounded."""
    facet = line.facet
    pairs = [one.facets[facet] for one in line.section.statements if facet in one.facets] if facet else []
    return any(pair.of(side).step for pair in pairs for side in Side)


def flag_sentences(names: Names, section: SectionResult, *, facet: Facet, asked: Mapping[str, str]) -> list[str]:
    """Return what is flagged beside a reading: sides that are divided over a statement, sides of which many don't know.

    Args:
        names: both organisations.
        section: one topic.
        facet: one of its facets.
        asked: each statement's words about that facet, by id.
    """
    found, language = section.facets[facet], names.language
    named = {"prcs": names.of(Side.PRCS), "partner": names.of(Side.PARTNER)}
    said = []
    for side in found.split:
        for statement in split_statements(section, facet, side):
            words = asked[statement].rstrip(".")
            said.append(say(OVER_A_STATEMENT.of(facet), language, side=names.of(side), statement=words, **named))
    rated = names.questionnaire.find_section(section.id)
    dont_know = label_of(NonAnswer.DONT_KNOW, [names.questionnaire.scale_of(rated)] if rated else [], language)
    unseen = _MANY_UNSEEN.of(facet)
    said += [say(unseen, language, side=names.of(side), dont_know=dont_know, **named) for side in found.unseen]
    return said


def flag_names(comparison: Comparison, language: Language) -> list[str]:
    """Return the flags beside a reading in two or three words each; a flag that is the reading itself is left out."""
    if not isinstance(comparison, FacetResult):
        return []
    flags = [say(SPLIT, language)] if comparison.split and comparison.reading is not Reading.DIVIDED else []
    return [*flags, *([say(UNSEEN, language)] if comparison.unseen else [])]


def chance_sentence(chance: Chance | None, *, scoring: Scoring, language: Language) -> str:
    """Return what chance alone would do, counted; nothing where nothing is compared with an interval."""
    if chance is None:
        return ""
    said = [
        counted("%(n)s comparison is shown.", "%(n)s comparisons are shown.", chance.comparisons, language),
        _apart(chance.apart, written(scoring.flag_gap_at), language),
        say(_BY_CHANCE, language, n=chance.expected),
        _clear(chance.clear, language),
    ]
    return " ".join(said)


def _apart(apart: int, limit: str, language: Language) -> str:
    if not apart:
        return say(_NONE_APART, language, limit=limit)
    return counted(
        "%(n)s lies %(limit)s points or more apart;",
        "%(n)s lie %(limit)s points or more apart;",
        apart,
        language,
        limit=limit,
    )


def _clear(clear: int, language: Language) -> str:
    return counted("%(n)s is clear.", "%(n)s are clear.", clear, language) if clear else say(_NONE, language)


_NONE_APART = marked("None lies %(limit)s points or more apart;")
_NONE = marked("None is clear.")
_BY_CHANCE = marked("if nobody saw anything differently, chance alone would put about %(n)s that far apart.")

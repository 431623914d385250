"""What the signs on charts mean, and the notes that stand under charts: each sign one meaning, everywhere the same."""

from surveyapp.core.conduct.review import Policy
from surveyapp.core.release.first_edition import FIRST
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say

_GAP = marked("Gap %(gap)s")
_RATING = marked("Rating by %(side)s")
_WHISKER = marked(
    "Thin line with end strokes: where the circle may lie if the diamond stays in place "
    "(the gap’s %(level)s interval, within the scale)"
)
_BEYOND = marked("At this score or beyond it (%(scores)s): the protected rules show none further out")
_IN_BOLD = marked("%(reading)s (number in bold)")
_NO_CERTAINTY = marked("%(reading)s: no certainty can be given")
_FIRST = marked(
    "Sealed under the first edition of the method; scores here are calculated from its released statements."
)
_PROTECTED = marked("The protected rules round scores: no gap is called clear, and no interval is given.")
_BOLD_NUMBER = marked("In bold: %(reading)s")
_ONE_FORM, _COARSE = marked("one agreed form"), marked("protected rules")
_ONE_FORM_MEANS = marked("One agreed form of an organisation: no certainty can be given")
_NO_GAPS = marked("no clear or possible gap")
_NO_WHOLE = marked("No score for the whole topic: what each side does and the joint work are scored separately")
_RANK, _NO_RANK = marked("Rank %(n)s"), marked("No rank")
_UNRANKED = marked("Without a rank: not chosen by both sides, and no clear gap")
_SQUARES = marked("One square is one person; pale squares are people who did not choose the topic.")
_BARS = marked("The outline represents all who answered, the bar in it those who chose the topic.")
_GAPS_IN_BOLD = marked("In bold under each round: its gap")


def gap_named(gap: str, language: Language) -> str:
    """Return a gap behind the word for it: ``Gap +0.9``."""
    return say(_GAP, language, gap=gap)


def mark_meaning(side: str, language: Language) -> str:
    """Return what a circle or a diamond means; ``side`` is the name of who rates."""
    return say(_RATING, language, side=side)


def whisker_meaning(level: str, language: Language) -> str:
    """Return what the thin line of a gap's interval means; ``level`` in percent."""
    return say(_WHISKER, language, level=level)


def beyond_meaning(scores: str, language: Language) -> str:
    """Return what an arrow at a mark means; ``scores`` are those that occur, such as ``≥ 4.0``."""
    return say(_BEYOND, language, scores=scores)


def bold_meaning(reading: str, language: Language) -> str:
    """Return what the thick line and a number in bold mean."""
    return say(_IN_BOLD, language, reading=reading)


def uncertain_meaning(reading: str, language: Language) -> str:
    """Return what the dotted line means."""
    return say(_NO_CERTAINTY, language, reading=reading)


def method_notes(result: ReviewResult, language: Language) -> list[str]:
    """Return what must be known of how a result came about: an earlier edition of the method, a coarser policy."""
    notes = [_FIRST] if result.method == FIRST else []
    notes += [_PROTECTED] if result.review.policy is Policy.PROTECTED else []
    return [say(note, language) for note in notes]


def no_whole(language: Language) -> str:
    """Return why a topic has no score as a whole where enough people answered."""
    return say(_NO_WHOLE, language)


def rank_name(rank: int | None, language: Language) -> str:
    """Return a topic's rank in words."""
    return say(_NO_RANK, language) if rank is None else say(_RANK, language, n=rank)


def unranked_heading(language: Language) -> str:
    """Return what topics without a rank stand under."""
    return say(_UNRANKED, language)


def votes_note(language: Language, *, has_squares: bool) -> str:
    """Return how to read what is drawn of votes."""
    return say(_SQUARES if has_squares else _BARS, language)


def bold_gaps(language: Language) -> str:
    """Return what numbers under rounds are, where there is no room for the word."""
    return say(_GAPS_IN_BOLD, language)


def bold_number(reading: str, language: Language) -> str:
    """Return what a number in bold means where there is no line."""
    return say(_BOLD_NUMBER, language, reading=reading)


def form_note(language: Language) -> str:
    """Return what is written at a partnership of which one side gave one agreed answer."""
    return say(_ONE_FORM, language)


def policy_note(language: Language) -> str:
    """Return what is written at a partnership whose scores are coarse."""
    return say(_COARSE, language)


def form_meaning(language: Language) -> str:
    """Return what follows from one agreed answer."""
    return say(_ONE_FORM_MEANS, language)


def policy_meaning(language: Language) -> str:
    """Return what follows from coarse scores."""
    return say(_PROTECTED, language)


def no_gaps(language: Language) -> str:
    """Return that a partnership has no gap worth naming."""
    return say(_NO_GAPS, language)

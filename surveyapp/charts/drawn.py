"""Which signs are drawn of comparisons, and what each means: one meaning a sign, the same in every key. No drawing."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from surveyapp.charts.reasons import gap_reasons
from surveyapp.charts.view import FLAG_NAMES, Flag, Join, Pair, View, flags_of, is_withheld, join_of, means_of
from surveyapp.core.results import Reading
from surveyapp.core.sides import Side
from surveyapp.words import signs
from surveyapp.words.catalogue import say
from surveyapp.words.joining import commas
from surveyapp.words.limits import percent
from surveyapp.words.readings import NAMES, ONE_AGREED_ANSWER
from surveyapp.words.scores import marked_score


class Sign(StrEnum):
    """What can be drawn of a comparison."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    CLEAR = "clear"
    POSSIBLE = "possible"
    AGREED = "agreed"
    WHISKER = "whisker"
    BEYOND = "beyond"
    SPLIT = "split"
    UNSEEN = "unseen"
    WITHHELD = "withheld"
    """Dots where a comparison would stand."""
    NO_GAP = "no_gap"
    """A dash where a gap would stand, beside the one score that is shown."""
    WITHHELD_OR_NO_GAP = "withheld_or_no_gap"


MARK_OF = {Side.PRCS: Sign.CIRCLE, Side.PARTNER: Sign.DIAMOND}


def drawn_signs(view: View, pairs: Sequence[Pair], *, has_bold: bool = False) -> list[tuple[Sign, str]]:
    """Return the signs that charts of ``pairs`` draw, in the order of a key, with their meanings.

    ``has_bold``: the number of a clear gap is in bold.
    """
    return [
        *_marks(view, pairs),
        *_joins(view, pairs, has_bold=has_bold),
        *_whiskers(view, pairs),
        *_flags(view, pairs),
    ]


def withheld_signs(view: View, pairs: Sequence[Pair]) -> list[tuple[Sign, str]]:
    """Return what stands instead of comparisons, or of their gaps, with the reasons; nothing where none is withheld."""
    has_dots = any(is_withheld(pair.comparison) for pair in pairs)
    has_dash = any(pair.comparison.gap.value is None and not is_withheld(pair.comparison) for pair in pairs)
    if not has_dots and not has_dash:
        return []
    sign = Sign.WITHHELD_OR_NO_GAP if has_dots and has_dash else Sign.WITHHELD if has_dots else Sign.NO_GAP
    return [(sign, gap_reasons(view))]


def signs_of_result(view: View) -> list[tuple[Sign, str]]:
    """Return the signs that the overview and the charts of all topics draw, with their meanings."""
    pairs = [pair for section in view.result.sections for pair in view.pairs(section)]
    compared = [pair for section in view.result.sections for pair in view.compared(section)]
    return [*drawn_signs(view, pairs, has_bold=True), *withheld_signs(view, compared)]


def mark_meanings(view: View) -> list[tuple[Sign, str]]:
    """Return what both marks mean."""
    return [(MARK_OF[side], signs.mark_meaning(view.names.of(side), view.language)) for side in Side]


def _marks(view: View, pairs: Sequence[Pair]) -> Iterator[tuple[Sign, str]]:
    sides = {side for pair in pairs for side, mean in means_of(pair.comparison).items() if mean is not None}
    drawn = {MARK_OF[side] for side in sides}
    yield from ((sign, words) for sign, words in mark_meanings(view) if sign in drawn)


def _joins(view: View, pairs: Sequence[Pair], *, has_bold: bool) -> Iterator[tuple[Sign, str]]:
    language, drawn = view.language, {join_of(pair.comparison) for pair in pairs}
    clear, agreed = say(NAMES[Reading.CLEAR_GAP], language), say(ONE_AGREED_ANSWER, language)
    words = {
        Join.CLEAR: signs.bold_meaning(clear, language) if has_bold else clear,
        Join.POSSIBLE: say(NAMES[Reading.POSSIBLE_GAP], language),
        Join.AGREED: signs.uncertain_meaning(agreed, language),
    }
    yield from ((Sign(join.value), words[join]) for join in Join if join in drawn)


def _whiskers(view: View, pairs: Sequence[Pair]) -> Iterator[tuple[Sign, str]]:
    level = next((pair.comparison.gap.level for pair in pairs if pair.comparison.gap.low is not None), None)
    if level is not None:
        yield Sign.WHISKER, signs.whisker_meaning(percent(level), view.language)
    scores = dict.fromkeys(
        marked_score(score, sign)
        for pair in pairs
        for side, sign in pair.beyond.items()
        if (score := pair.comparison.sides[side].mean) is not None
    )
    if scores:
        yield Sign.BEYOND, signs.beyond_meaning(commas(scores, view.language), view.language)


def _flags(view: View, pairs: Sequence[Pair]) -> Iterator[tuple[Sign, str]]:
    drawn = {flag for pair in pairs for flag in flags_of(pair.comparison)}
    yield from ((Sign(flag.value), say(FLAG_NAMES[flag], view.language)) for flag in Flag if flag in drawn)

"""The sheet that tells how to read a pack: what a gap is, the signs as charts draw them, the words."""

from collections.abc import Iterator

from surveyapp.charts.view import FLAG_NAMES, Flag, Join, Pair, flags_of, join_of
from surveyapp.core.results import Reading
from surveyapp.core.sides import Side
from surveyapp.reports.pack.reader import Reader, Sheet, block
from surveyapp.words import signs
from surveyapp.words.catalogue import say
from surveyapp.words.guide import guide
from surveyapp.words.limits import percent
from surveyapp.words.meanings import meanings
from surveyapp.words.method import edition_note
from surveyapp.words.readings import NAMES, ONE_AGREED_ANSWER
from surveyapp.words.scores import marked_score

Sign = tuple[str, str]
"""How a sign is drawn, as the template knows it, and what it means."""


def how_to_read(reader: Reader) -> Iterator[Sheet]:
    """Yield what to know before the first chart."""
    note = edition_note(reader.result, reader.language)
    found = meanings(reader.result, reader.questionnaire, reader.language)
    yield reader.sheet(
        reader.say("How to read this pack"),
        *([block("badge", text=note)] if note else []),
        *(block("text", text=words) for words in guide(reader.result, reader.names)),
        block("heading", text=reader.say("Signs in the charts")),
        block("signs", signs=[{"sign": sign, "text": text} for sign, text in _signs(reader)]),
        *([block("heading", text=reader.say("What the words mean"))] if found else []),
        block("terms", terms=[{"term": one.name, "text": one.text} for one in found]),
        kind="how",
    )


def _signs(reader: Reader) -> Iterator[Sign]:
    """Yield the signs that this result's charts draw."""
    pairs = [pair for section in reader.result.sections for pair in reader.view.pairs(section)]
    rating = reader.view.labels.rating_of
    yield "circle", rating.format(side=reader.names.of(Side.PRCS))
    yield "diamond", rating.format(side=reader.names.of(Side.PARTNER))
    drawn = {join_of(pair.comparison) for pair in pairs}
    yield from ((join.value, words) for join, words in _joins(reader).items() if join in drawn)
    yield from _whiskers(reader, pairs)
    flags = {flag for pair in pairs for flag in flags_of(pair.comparison)}
    yield from ((flag.value, say(FLAG_NAMES[flag], reader.language)) for flag in Flag if flag in flags)


def _joins(reader: Reader) -> dict[Join, str]:
    language = reader.language
    clear, agreed = say(NAMES[Reading.CLEAR_GAP], language), say(ONE_AGREED_ANSWER, language)
    return {
        Join.CLEAR: signs.bold_meaning(clear, language),
        Join.POSSIBLE: say(NAMES[Reading.POSSIBLE_GAP], language),
        Join.AGREED: signs.uncertain_meaning(agreed, language),
    }


def _whiskers(reader: Reader, pairs: list[Pair]) -> Iterator[Sign]:
    level = next((pair.comparison.gap.level for pair in pairs if pair.comparison.gap.level is not None), None)
    if level is not None:
        yield "whisker", signs.whisker_meaning(percent(level), reader.language)
    ends = [(pair.comparison.sides[side].mean, sign) for pair in pairs for side, sign in pair.signs.items()]
    shown = dict.fromkeys(marked_score(mean, sign) for mean, sign in ends if mean is not None)
    if shown:
        yield "beyond", signs.beyond_meaning(reader.view.labels.separator.join(shown), reader.language)

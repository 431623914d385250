"""The summary in sentences: what staff, both sides and the pack's first sheet say of a result, all the same."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from surveyapp.core.comparison.movements import Course
from surveyapp.core.comparison.rounds import RoundMoves
from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.standing import Tier, standing_of
from surveyapp.core.method.summary import (
    LINES_SHOWN,
    GroupOfLines,
    Line,
    LineGroup,
    Summary,
    split_statements,
    summarise,
)
from surveyapp.core.results import Priority, ReviewResult
from surveyapp.core.sides import Side
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.naming import Names
from surveyapp.words.readings import chance_sentence, comparison_sentence, flag_sentences
from surveyapp.words.rounds import moved_sentence
from surveyapp.words.whose import in_flags, us_note

HEADINGS: Mapping[LineGroup, str] = {
    LineGroup.CLEAR: marked("Clear gaps"),
    LineGroup.POSSIBLE_CHOSEN: marked("Possible gaps in topics that both sides chose"),
    LineGroup.POSSIBLE: marked("Other possible gaps"),
    LineGroup.AGREED_APART: marked("One agreed answer, apart from the other side’s score"),
    LineGroup.BOTH_HIGH: marked("Both rate it high"),
    LineGroup.BOTH_LOW: marked("Both rate it low"),
    LineGroup.DIVIDED: marked("Opinions divided within a side"),
    LineGroup.UNSEEN: marked("Often not known"),
}
_POSSIBLE_ALONE = marked("Possible gaps")
_CHOSEN = marked("Chosen as topics by both sides")
_SINCE = marked("Since the last round")
_NEAR: Mapping[LineGroup, str] = {
    LineGroup.BOTH_HIGH: marked("Both rate it at or near high"),
    LineGroup.BOTH_LOW: marked("Both rate it at or near low"),
}


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One sentence, the topic that it speaks of, that topic's title, and the comparison where it tells of a gap."""

    section: str
    topic: str
    text: str
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """A heading with its lines; ``more`` says how many others there are, ``note`` how to read them, or nothing.

    ``kind`` is None where the lines are not of comparisons of this round.
    """

    heading: str
    lines: tuple[SummaryLine, ...]
    more: str = ""
    kind: LineGroup | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """A whole summary: its groups, and what chance alone would do (nothing where nothing is compared).

    ``clearest`` heads the largest gaps where they stand alone.
    """

    groups: tuple[SummaryGroup, ...]
    chance: str
    nothing: str
    clearest: str = ""


def summary_words(
    result: ReviewResult, questionnaire: Questionnaire, *, names: Names, moves: RoundMoves | None = None
) -> SummaryWords:
    """Return the summary of ``result`` in the language of ``names``.

    Args:
        result: released.
        questionnaire: the version that was answered.
        names: both organisations.
        moves: what moved since the partner's last round, where there was one.
    """
    if not has_answers(result):
        return SummaryWords((), "", say(_NOBODY, names.language))
    summary = summarise(result, questionnaire.scoring)
    groups = [_group(one, summary, result=result, names=names) for one in summary.groups]
    groups += (
        [SummaryGroup(say(_CHOSEN, names.language), tuple(_chosen(summary, result, names)))] if summary.chosen else []
    )
    groups += since_last_round(moves, names, most=LINES_SHOWN) if moves else []
    nothing = "" if summary.groups else " ".join([say(_NOTHING, names.language), *_too_few(result, names)])
    chance = chance_sentence(result.chance, scoring=questionnaire.scoring, language=names.language)
    is_clear = bool(groups) and groups[0].kind is LineGroup.CLEAR
    return SummaryWords(tuple(groups), chance, nothing, say(_CLEAREST if is_clear else _LARGEST, names.language))


def _too_few(result: ReviewResult, names: Names) -> list[str]:
    """Return of which sides nothing is shown, because so few answered."""
    least, sides = result.thresholds.min_side, result.sides.items()
    few = [side for side, facts in sides if standing_of(facts, result.thresholds).tier is Tier.NUMBER]
    return [say(_TOO_FEW, names.language, side=names.of(side), n=least) for side in few]


def clearest_lines(said: SummaryWords) -> SummaryGroup:
    """Return the two largest gaps under a heading that says how sure they are; no line where no gap is told of."""
    first = said.groups[0] if said.groups else None
    if first is None or first.kind not in _GAPS:
        return SummaryGroup("", ())
    return replace(first, heading=said.clearest, lines=first.lines[:_CLEAREST_SHOWN], more="")


def has_answers(result: ReviewResult) -> bool:
    """Say whether anybody answered on either side."""
    return any(side.responses for side in result.sides.values())


_TOO_FEW = marked("%(side)s: fewer than %(n)s answered, so its scores are withheld.")
_CLEAREST = marked("Where the two sides differ most clearly")
_LARGEST = marked("No difference is certain; the largest that may be one")
_CLEAREST_SHOWN = 2
_NOBODY = marked("Nobody answered, so there are no figures.")
_NOTHING = marked("No gap can be identified from these answers, and nothing stands out that both sides share.")


def _group(one: GroupOfLines, summary: Summary, *, result: ReviewResult, names: Names) -> SummaryGroup:
    heading = HEADINGS[one.group]
    if result.review.policy is Policy.PROTECTED:
        heading = _NEAR.get(one.group, heading)
    if one.group is LineGroup.POSSIBLE and all(
        other.group is not LineGroup.POSSIBLE_CHOSEN for other in summary.groups
    ):
        heading = _POSSIBLE_ALONE
    lines = tuple(_line(one.group, line, text, names) for line in one.lines for text in _texts(one.group, line, names))
    return SummaryGroup(say(heading, names.language), lines, _more(one.more, names), one.group, _note(one, names))


def _note(one: GroupOfLines, names: Names) -> str:
    """Return whom the statements mean that a group quotes; of all groups one does."""
    lines = one.lines if one.group is LineGroup.DIVIDED else ()
    return us_note(names, chain.from_iterable(in_flags(names, line.section, [line.facet]) for line in lines))


_GAPS = {LineGroup.CLEAR, LineGroup.POSSIBLE_CHOSEN, LineGroup.POSSIBLE}


def _line(group: LineGroup, line: Line, text: str, names: Names) -> SummaryLine:
    return SummaryLine(line.section.id, names.words(line.section.title), text, line if group in _GAPS else None)


def _texts(group: LineGroup, line: Line, names: Names) -> list[str]:
    if group not in {LineGroup.DIVIDED, LineGroup.UNSEEN} or line.facet is None:
        return [comparison_sentence(names, line)]
    section = names.questionnaire.find_section(line.section.id)
    asked = {one.id: names.statement(one, facet=line.facet) for one in section.statements} if section else {}
    said = flag_sentences(names, line.section, facet=line.facet, asked=asked)
    divided = sum(len(list(split_statements(line.section, line.facet, side))) for side in Side)
    return said[:divided] if group is LineGroup.DIVIDED else said[divided:]


def _chosen(summary: Summary, result: ReviewResult, names: Names) -> list[SummaryLine]:
    titles = {section.id: section.title for section in result.sections}
    return [
        SummaryLine(row.section, names.words(titles[row.section]), votes_text(row, result, names=names))
        for row in summary.chosen
    ]


def votes_text(row: Priority, result: ReviewResult, *, names: Names) -> str:
    """Return how many people of how many on each side chose a topic."""
    return say(
        marked("%(prcs)s %(a)s of %(people)s, %(partner)s %(b)s of %(others)s"),
        names.language,
        prcs=names.of(Side.PRCS),
        partner=names.of(Side.PARTNER),
        a=row.prcs,
        b=row.partner,
        people=result.sides[Side.PRCS].responses,
        others=result.sides[Side.PARTNER].responses,
    )


def since_last_round(moves: RoundMoves, names: Names, *, most: int | None = None) -> list[SummaryGroup]:
    """Return what moved by more than chance since the last round; one sentence where nothing did.

    Args:
        moves: between the two newest rounds.
        names: both organisations.
        most: lines that are shown, the largest movements first; None for all, topic by topic.
    """
    found = [
        (section, facet, scores)
        for section in moves.sections
        for facet, scores in [*section.facets.items(), (None, section.overall)]
        if scores.course not in {None, Course.UNTOLD}
    ]
    if not found:
        return []
    moved = [one for one in found if one[2].course is not Course.UNCLEAR]
    if most is not None:
        moved.sort(key=lambda one: abs(one[2].gap.value or 0.0), reverse=True)
    lines = [
        SummaryLine(section.id, names.words(section.title), moved_sentence(names, facet, scores))
        for section, facet, scores in moved[:most]
    ]
    rest = _more(len(moved) - len(lines), names) if moved else say(_NOTHING_MOVED, names.language)
    return [SummaryGroup(say(_SINCE, names.language), tuple(lines), rest)]


def _more(n: int, names: Names) -> str:
    return counted("and %(n)s more", "and %(n)s more", n, names.language) if n else ""


_NOTHING_MOVED = marked("No gap that can be compared has changed by more than chance can explain.")

"""What a result says in ten seconds: its comparisons in groups, what is most worth talking about first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.instrument.questionnaire import Scoring
from surveyapp.core.method.judging import Comparison, comparisons_in
from surveyapp.core.method.readings import is_apart
from surveyapp.core.results import Priority, Reading, ReviewResult, SectionResult
from surveyapp.core.sides import Facet, Side

LINES_SHOWN = 5
"""Lines of a group that are shown; of the rest only their number. Clear gaps and chosen topics are shown whole."""


class LineGroup(StrEnum):
    """What the lines of one group have in common, in the order in which a summary has them."""

    CLEAR = "clear"
    POSSIBLE_CHOSEN = "possible_chosen"
    POSSIBLE = "possible"
    AGREED_APART = "agreed_apart"
    """One side gave one agreed answer, which is as far from the other's score as a gap."""

    BOTH_HIGH = "both_high"
    BOTH_LOW = "both_low"
    DIVIDED = "divided"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison: of which topic, of which facet (None: the topic as a whole), and what it says."""

    section: SectionResult
    facet: Facet | None
    comparison: Comparison

    @property
    def size(self) -> float:
        """Return the gap without its sign; 0 where there is none."""
        return abs(self.comparison.gap.value or 0.0)


@dataclass(frozen=True, slots=True)
class GroupOfLines:
    """The lines of one group that are shown, and how many more there are."""

    group: LineGroup
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A result in short: its groups that have members, then the topics that both sides chose, by rank."""

    groups: tuple[GroupOfLines, ...]
    chosen: tuple[Priority, ...]


def summarise(result: ReviewResult, scoring: Scoring) -> Summary:
    """Return what ``result`` says in short.

    Source:
        docs/method.md, section 4.
    """
    chosen = tuple(row for row in result.priorities if row.prcs and row.partner)
    ids = {row.section for row in chosen}
    lines = [Line(section, facet, one) for section in result.sections for facet, one in comparisons_in(section)]
    groups = (_group(group, lines, ids, scoring) for group in LineGroup)
    return Summary(tuple(one for one in groups if one.lines), chosen)


def _group(group: LineGroup, lines: Iterable[Line], chosen: set[str], scoring: Scoring) -> GroupOfLines:
    members = [line for line in lines if _MEMBERS[group](line, line.section.id in chosen, scoring)]
    if group not in {LineGroup.BOTH_HIGH, LineGroup.BOTH_LOW}:
        members.sort(key=lambda line: line.size, reverse=True)
    shown = members if group in {LineGroup.CLEAR, LineGroup.POSSIBLE_CHOSEN} else members[:LINES_SHOWN]
    return GroupOfLines(group, tuple(shown), len(members) - len(shown))


def _is(reading: Reading) -> Callable[[Line, bool, Scoring], bool]:
    return lambda line, _is_chosen, _scoring: line.comparison.reading is reading


def _is_unseen(line: Line, _is_chosen: bool, _scoring: Scoring) -> bool:
    return bool(getattr(line.comparison, "unseen", ()))


_MEMBERS: dict[LineGroup, Callable[[Line, bool, Scoring], bool]] = {
    LineGroup.CLEAR: _is(Reading.CLEAR_GAP),
    LineGroup.POSSIBLE_CHOSEN: lambda line, is_chosen, _: is_chosen and line.comparison.reading is Reading.POSSIBLE_GAP,
    LineGroup.POSSIBLE: lambda line, is_chosen, _: not is_chosen and line.comparison.reading is Reading.POSSIBLE_GAP,
    LineGroup.AGREED_APART: lambda line, _, scoring: (
        line.comparison.reading is Reading.TOO_FEW and is_apart(line.comparison.gap, scoring)
    ),
    LineGroup.BOTH_HIGH: _is(Reading.BOTH_HIGH),
    LineGroup.BOTH_LOW: _is(Reading.BOTH_LOW),
    LineGroup.DIVIDED: lambda line, _is_chosen, _scoring: bool(getattr(line.comparison, "split", ())),
    LineGroup.UNSEEN: _is_unseen,
}


def order_of_talk(result: ReviewResult) -> list[str]:
    """Return the ids of all topics in the meeting's order: by rank, then those with a clear gap, then as asked."""
    ranks = {row.section: row.rank for row in result.priorities if row.rank is not None}

    def place(section: SectionResult) -> tuple[int, bool]:
        is_clear = any(one.reading is Reading.CLEAR_GAP for _, one in comparisons_in(section))
        return ranks.get(section.id, len(result.sections) + 1), not is_clear

    return [section.id for section in sorted(result.sections, key=place)]


def weightiest(section: SectionResult) -> list[tuple[Facet | None, Comparison]]:
    """Return what is compared of a topic, what is most worth talking about first; without what has no gap."""
    shown = [(facet, one) for facet, one in comparisons_in(section) if one.gap.value is not None]
    return sorted(shown, key=lambda pair: (_weight(pair[1]), -abs(pair[1].gap.value or 0.0)))


_BY_WEIGHT: Sequence[Reading] = (
    Reading.CLEAR_GAP,
    Reading.POSSIBLE_GAP,
    Reading.DIVIDED,
    Reading.BOTH_LOW,
    Reading.BOTH_HIGH,
    Reading.UNSETTLED,
    Reading.ALIKE,
    Reading.TOO_FEW,
)


def _weight(comparison: Comparison) -> int:
    return _BY_WEIGHT.index(comparison.reading) if comparison.reading else len(_BY_WEIGHT)


def split_statements(section: SectionResult, facet: Facet, side: Side) -> Iterator[str]:
    """Yield the ids of a topic's statements on which a side is split."""
    for statement in section.statements:
        if facet in statement.facets and side in statement.facets[facet].split:
            yield statement.id

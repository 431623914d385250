"""One side cut by role or place: which groups may be shown, so that nobody can be worked out by subtraction."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from surveyapp.core import stats
from surveyapp.core.counting import Atom, SideCount, cut_questions
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import Cut, CutGroup
from surveyapp.core.sides import Side

MOST_GROUPS = 12
"""Groups of one cut up to which all their unions are tried; a cut with more shows none."""

Group = tuple[int, str]
"""One option of one cut: the cut's place among the cuts, and the option's key."""

People = Mapping[Atom, int]
"""How many people there are of each combination of profile answers."""


def cuts_of(questionnaire: Questionnaire, side: Side, *, count: SideCount, minimum: int) -> tuple[Cut, ...]:
    """Return one cut for each of the predefined questions, with the groups that may be shown.

    A group's mean of a section is None where the people with a score of that section are too few, or too few are left
    over: the same rules, over those people alone.

    Args:
        questionnaire: what was asked.
        side: whose people.
        count: their answers.
        minimum: least number of people in a group, and of those left over; at least 1.
    Source:
        docs/method.md, section 7.
    """
    questions = {q.id: tuple(option.key for option in q.options) for q in questionnaire.profile}
    options = [questions[by] for by in cut_questions(questionnaire)]
    groups = [(place, key) for place, keys in enumerate(options) for key in keys]
    shown = shown_groups(count.atoms, groups, minimum=minimum)
    means = {s.id: _section_means(count, s.id, groups=shown, minimum=minimum) for s in questionnaire.sections}
    return tuple(
        Cut(by, side, tuple(_cut_group(g, count=count, means=means) for g in shown if g[0] == place))
        for place, by in enumerate(cut_questions(questionnaire))
    )


def shown_groups(people: People, groups: Sequence[Group], *, minimum: int) -> tuple[Group, ...]:
    """Return the groups that may be shown, in the order given.

    1. Direct: a group below ``minimum`` is hidden. 2. Remainder: while the people of a cut who are not shown are fewer
    than ``minimum``, but not none, its next smallest group is hidden. 3. Nesting: no two sets of people that can be put
    together from the groups of two cuts, those left over counting as a group, may lie within each other and differ by
    fewer than ``minimum`` people, but not none; else the later cut gives way: the smallest of its groups that take part
    is hidden, and 2 and 3 begin again. Of equal groups the later in order is hidden first.

    Args:
        people: how many there are of each combination of answers.
        groups: candidates, of any number of cuts.
        minimum: least number of people.
    Source:
        docs/method.md, section 7.
    """
    shown = [group for group in groups if _size(people, _in_group(group)) >= minimum]
    for place in {group[0] for group in shown}:
        if sum(group[0] == place for group in shown) > MOST_GROUPS:
            shown = [group for group in shown if group[0] != place]
    while (suspects := _to_hide(people, shown, minimum=minimum)) is not None:
        shown.remove(_smallest(people, suspects))
    return tuple(shown)


def _to_hide(people: People, shown: Sequence[Group], *, minimum: int) -> Sequence[Group] | None:
    """Return the groups of which one must be hidden, at least one; None when all may be shown."""
    places = sorted({group[0] for group in shown})
    for place in places:
        own = [group for group in shown if group[0] == place]
        if 0 < sum(people.values()) - sum(_size(people, _in_group(group)) for group in own) < minimum:
            return own
    for first, second in ((a, b) for a in places for b in places if a != b):
        for parts in exposing_unions(people, shown, cuts=(first, second), minimum=minimum):
            later = [group for group in shown if group[0] == max(first, second)]
            return [group for group in later if group in parts] or later
    return None


def exposing_unions(
    people: People, shown: Iterable[Group], *, cuts: tuple[int, int], minimum: int
) -> Iterator[set[tuple[int, str | None]]]:
    """Yield the groups of each pair of unions, inner of the second cut, outer of the first, that expose a few people.

    The outer union is the smallest that holds all people of the inner one; a larger one only adds whole groups.
    """
    outer_of, inner_of = (_classifier(shown, place) for place in cuts)
    crossed: Counter[tuple[str | None, str | None]] = Counter()
    for atom, number in people.items():
        crossed[outer_of(atom), inner_of(atom)] += number
    inner_keys = sorted({inner for _, inner in crossed}, key=str)
    for size in range(1, len(inner_keys) + 1):
        for inner in combinations(inner_keys, size):
            outer = {o for o, i in crossed if i in inner}
            if 0 < sum(n for (o, i), n in crossed.items() if o in outer and i not in inner) < minimum:
                yield {(cuts[0], o) for o in outer} | {(cuts[1], i) for i in inner}


def _classifier(shown: Iterable[Group], place: int) -> Callable[[Atom], str | None]:
    """Return what tells a person's group in one cut; None stands for the people left over."""
    keys = {key for where, key in shown if where == place}
    return lambda atom: atom[place] if atom[place] in keys else None


def _in_group(group: Group) -> Callable[[Atom], bool]:
    place, key = group
    return lambda atom: atom[place] == key


def _size(people: People, belongs: Callable[[Atom], bool]) -> int:
    return sum(number for atom, number in people.items() if belongs(atom))


def _smallest(people: People, groups: Sequence[Group]) -> Group:
    return min(reversed(groups), key=lambda group: _size(people, _in_group(group)))


def _section_means(
    count: SideCount, section: str, *, groups: Sequence[Group], minimum: int
) -> Mapping[Group, float | None]:
    tallies = {atom: scores[section] for atom, scores in count.cut_scores.items()}
    people = {atom: tally.n for atom, tally in tallies.items() if tally.n}
    shown = shown_groups(people, groups, minimum=minimum)
    means: dict[Group, float | None] = dict.fromkeys(groups)
    for group in shown:
        scores: Counter[Fraction] = Counter()
        for atom in filter(_in_group(group), tallies):
            scores.update(tallies[atom].scores)
        means[group] = float(stats.mean(scores))
    return means


def _cut_group(group: Group, *, count: SideCount, means: Mapping[str, Mapping[Group, float | None]]) -> CutGroup:
    size = _size(count.atoms, _in_group(group))
    return CutGroup(group[1], size, {section: by_group[group] for section, by_group in means.items()})

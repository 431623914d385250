"""One side cut by role or place: which groups may be shown, so that nobody can be worked out by subtraction."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations
from operator import add

from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.method.standing import half_of
from surveyapp.core.release.counting import DONT_KNOW, SKIPPED, Atom, SideCount, cut_questions
from surveyapp.core.release.scoring import reversals
from surveyapp.core.results import Cut, CutGroup
from surveyapp.core.sides import Facet, PromptKey, Side, about_for
from surveyapp.core.text.rounding import tenth

MOST_GROUPS = 12
"""Groups of one cut up to which all their unions are tried; a cut with more shows none."""

Group = tuple[int, str]
"""One option of one cut: the cut's place among the cuts, and the option's key."""

People = Mapping[Atom, int]
"""How many people there are of each combination of profile answers."""


def cuts_of(questionnaire: Questionnaire, side: Side, *, count: SideCount, minimum: int) -> tuple[Cut, ...]:
    """Return one cut for each of the predefined questions, with the groups that may be shown.

    A group's score of a section is the mean of its own cells there, in tenths. A cell counts for a group only where
    the group may be shown among the people who rated it: the same rules, over those people alone. The score is given
    where at least half of the section's cells count.

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
    people = Counter(count.atoms)
    sizes = _by_group(people)
    shown = shown_groups(people, groups, minimum=minimum)
    cells = _GroupCells(questionnaire, count, groups=shown, minimum=minimum)
    scores = {section.id: cells.scores(section, side) for section in questionnaire.sections} if shown else {}
    return tuple(
        Cut(by, side, tuple(_cut_group(g, sizes[g], scores) for g in shown if g[0] == place))
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
    sizes = _by_group(people)
    shown = [group for group in groups if sizes[group] >= minimum]
    for place in {group[0] for group in shown}:
        if sum(group[0] == place for group in shown) > MOST_GROUPS:
            shown = [group for group in shown if group[0] != place]
    while (suspects := _to_hide(people, shown, sizes=sizes, minimum=minimum)) is not None:
        shown.remove(min(reversed(suspects), key=sizes.__getitem__))
    return tuple(shown)


def _to_hide(
    people: People, shown: Sequence[Group], *, sizes: Mapping[Group, int], minimum: int
) -> Sequence[Group] | None:
    """Return the groups of which one must be hidden, at least one; None when all may be shown."""
    places = sorted({group[0] for group in shown})
    for place in places:
        own = [group for group in shown if group[0] == place]
        if 0 < sum(people.values()) - sum(sizes[group] for group in own) < minimum:
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
    inside, around = Counter[str | None](), Counter[str | None]()
    met: dict[str | None, set[str | None]] = {}
    for atom, number in people.items():
        outer, inner = outer_of(atom), inner_of(atom)
        inside[inner] += number
        around[outer] += number
        met.setdefault(inner, set()).add(outer)
    keys = sorted(met, key=str)
    for parts in chain.from_iterable(combinations(keys, size) for size in range(1, len(keys) + 1)):
        held = set[str | None]().union(*map(met.__getitem__, parts))
        if 0 < sum(map(around.__getitem__, held)) - sum(map(inside.__getitem__, parts)) < minimum:
            yield {(cuts[0], key) for key in held} | {(cuts[1], key) for key in parts}


def _classifier(shown: Iterable[Group], place: int) -> Callable[[Atom], str | None]:
    """Return what tells a person's group in one cut; None stands for the people left over."""
    keys = {key for where, key in shown if where == place}
    return lambda atom: atom[place] if atom[place] in keys else None


def _by_group(numbers: Mapping[Atom, int]) -> Counter[Group]:
    """Return what ``numbers`` come to in each group: of people, how many it has."""
    found: Counter[Group] = Counter()
    for atom, number in numbers.items():
        for place, key in enumerate(atom):
            if key is not None:
                found[place, key] += number
    return found


_CODE_BITS, _CODE = 8, 255
"""Of a number that stands for a person's atom and the code of one rating together."""


class _GroupCells:
    """The cells of the groups that may be shown."""

    def __init__(
        self, questionnaire: Questionnaire, count: SideCount, *, groups: Sequence[Group], minimum: int
    ) -> None:
        self._mirrors, self._count = reversals(questionnaire), count
        self._atoms = list(dict.fromkeys(count.atoms))
        places = {atom: place << _CODE_BITS for place, atom in enumerate(self._atoms)}
        self._people = [places[atom] for atom in count.atoms]  # a number is counted in half the time of a tuple
        self._groups, self._minimum = groups, minimum

    def scores(self, section: Section, side: Side) -> Mapping[Group, float | None]:
        """Return each group's score of a section, in tenths; None where fewer than half of its cells count."""
        keys = [key for facet in Facet for key in section.keys(about_for(side, facet))]
        means: dict[Group, list[Fraction]] = {group: [] for group in self._groups}
        for key in keys:
            for group, mean in self._means(key).items():
                means[group].append(mean)
        needed = half_of(len(keys))
        return {
            group: tenth(sum(own, Fraction(0)) / len(own)) if len(own) >= needed else None
            for group, own in means.items()
        }

    def _means(self, key: PromptKey) -> Mapping[Group, Fraction]:
        """Return the mean of one cell in each group that may be shown among those who rated it."""
        mirror = self._mirrors.get(key.statement, 0)
        people, points = Counter[Atom](), Counter[Atom]()
        for both, number in Counter(map(add, self._people, self._count.column(key))).items():
            atom, code = self._atoms[both >> _CODE_BITS], both & _CODE
            if SKIPPED < code < DONT_KNOW:
                people[atom] += number
                points[atom] += number * (mirror - code if mirror else code)
        shown = shown_groups(people, self._groups, minimum=self._minimum)
        sizes, sums = _by_group(people), _by_group(points)
        return {group: Fraction(sums[group], sizes[group]) for group in shown}


def _cut_group(group: Group, size: int, scores: Mapping[str, Mapping[Group, float | None]]) -> CutGroup:
    return CutGroup(group[1], size, {section: by_group[group] for section, by_group in scores.items()})

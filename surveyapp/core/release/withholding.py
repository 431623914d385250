"""The list of what is withheld: kinds of figure as a whole, then single figures that too few people rated."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from surveyapp.core.instrument.questionnaire import ClosingRating, Section
from surveyapp.core.method.cells import CellKey
from surveyapp.core.method.standing import RATINGS_OF_A_FEW, Tier, half_of
from surveyapp.core.release.disclosure import Rules, What, withheld_note
from surveyapp.core.results import BroadScore, Cut, StatementCell, Why, Withheld
from surveyapp.core.sides import Facet, Side, about_for

Cells = Mapping[CellKey, StatementCell]
"""Of one side."""


Topics = Mapping[Side, Mapping[str, BroadScore]]
Indices = Mapping[Side, Mapping[Facet, BroadScore]]
"""Of the sides with too few people for cells."""


def withheld_figures(
    rules: Rules,
    *,
    cells: Mapping[Side, Cells],
    topics: Topics,
    indices: Indices,
    cuts: Mapping[Side, tuple[Cut, ...]],
) -> Iterator[Withheld]:
    """Yield an entry for everything that a review's people could see, had more of them answered.

    Args:
        rules: the policy over one review's counts.
        cells: what is released of each statement.
        topics: what is released of whole topics, of sides with too few people for cells.
        indices: what is released of facets over all topics, likewise.
        cuts: of each side, those with nothing to show among them.
    Source:
        docs/method.md, section 7.
    """
    whole = rules.withheld_as_a_whole()
    yield from whole
    for side in Side:
        if rules.views[side].tier is Tier.CELLS and not rules.views[side].standing.is_attributed:
            kinds = {note.what for note in whole if note.side is side}
            yield from _made_of_cells(rules, side, cells=cells[side], kinds=kinds)
        yield from _made_of_persons(rules, side, topics=topics.get(side, {}), indices=indices.get(side, {}))
        yield from _closing(rules, side)
        yield from _cuts(rules, side, cuts=cuts[side])


def _made_of_cells(rules: Rules, side: Side, *, cells: Cells, kinds: Collection[str]) -> Iterator[Withheld]:
    """Yield a side's cells that few rated, and the scores that rest on them; ``kinds`` are withheld as a whole."""
    for section in rules.questionnaire.sections:
        yield from _section(rules, side, section=section, cells=cells)
    if What.INDICES not in kinds:
        yield from _indices(rules, side, cells=cells)


def _section(rules: Rules, side: Side, *, section: Section, cells: Cells) -> Iterator[Withheld]:
    of_topic = [key for facet in Facet for key in _asked(side, section, facet)]
    if rules.shows_broad_scores(side.opposite):
        why = Why.FEW_RATINGS if len(of_topic) < RATINGS_OF_A_FEW else Why.FEW_STATEMENTS
        if why is Why.FEW_RATINGS or _are_few(of_topic, cells):
            yield withheld_note(What.OVERALL, why, limits=rules.limits, side=side, section=section.id)
    for facet in Facet:
        asked = _asked(side, section, facet)
        named = partial(withheld_note, limits=rules.limits, side=side, section=section.id, facet=facet)
        if _are_few(asked, cells):
            yield named(What.FACETS, Why.FEW_STATEMENTS)
        hidden = [key.statement for key in asked if cells[key].mean is None]
        yield from (named(What.STATEMENTS, Why.FEW_RATED, statement=statement) for statement in hidden)


def _indices(rules: Rules, side: Side, *, cells: Cells) -> Iterator[Withheld]:
    for facet in Facet:
        topics = [asked for one in rules.questionnaire.sections if (asked := _asked(side, one, facet))]
        if topics and all(_are_few(asked, cells) for asked in topics):
            yield withheld_note(What.INDICES, Why.FEW_STATEMENTS, limits=rules.limits, side=side, facet=facet)


def _asked(side: Side, section: Section, facet: Facet) -> list[CellKey]:
    return [CellKey(key.statement, facet) for key in section.keys(about_for(side, facet))]


def _are_few(asked: Sequence[CellKey], cells: Cells) -> bool:
    """Say whether fewer than half of the cells that were asked for are released."""
    return bool(asked) and sum(cells[key].mean is not None for key in asked) < half_of(len(asked))


def _made_of_persons(
    rules: Rules, side: Side, *, topics: Mapping[str, BroadScore], indices: Mapping[Facet, BroadScore]
) -> Iterator[Withheld]:
    sections = {section.id: section for section in rules.questionnaire.sections}
    for topic, score in topics.items():
        asked = sum(len(_asked(side, sections[topic], facet)) for facet in Facet)
        if score.mean is None and asked:
            yield withheld_note(What.OVERALL, _why_not_broad(asked), limits=rules.limits, side=side, section=topic)
    for facet, score in indices.items():
        asked = sum(len(_asked(side, section, facet)) for section in sections.values())
        if score.mean is None and asked:
            yield withheld_note(What.INDICES, _why_not_broad(asked), limits=rules.limits, side=side, facet=facet)


def _why_not_broad(asked: int) -> Why:
    return Why.FEW_RATINGS if asked < RATINGS_OF_A_FEW else Why.FEW_RATED


def _closing(rules: Rules, side: Side) -> Iterator[Withheld]:
    for question in rules.questionnaire.closing:
        if isinstance(question, ClosingRating) and rules.why_no_closing(side, question) is Why.FEW_RATED:
            yield withheld_note(What.CLOSING, Why.FEW_RATED, limits=rules.limits, side=side, section=question.id)


def _cuts(rules: Rules, side: Side, *, cuts: tuple[Cut, ...]) -> Iterator[Withheld]:
    """Yield one entry for each cut of which a group, or a group's mean, is not shown."""
    sections = len(rules.questionnaire.sections)
    for place, cut in enumerate(cuts):
        chosen = {atom[place] for atom in rules.views[side].count.atoms} - {None}
        means = sum(mean is not None for group in cut.groups for mean in group.sections.values())
        if means < len(chosen) * sections:
            yield withheld_note(What.CUTS, Why.SMALL_GROUP, limits=rules.limits, side=side, by=cut.by)

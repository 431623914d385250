"""The list of what is withheld: kinds of figure as a whole, then single figures that too few people rated."""

from collections.abc import Iterator, Mapping
from functools import partial

from surveyapp.core.method.cells import CellKey
from surveyapp.core.method.standing import RATINGS_OF_A_FEW, Tier, half_of
from surveyapp.core.questionnaire import ClosingRating, Section
from surveyapp.core.release.disclosure import Rules, What, withheld_note
from surveyapp.core.results import BroadScore, Cut, StatementCell, Why, Withheld
from surveyapp.core.sides import Facet, Side, about_for

Cells = Mapping[Side, Mapping[CellKey, StatementCell]]
Topics = Mapping[Side, Mapping[str, BroadScore]]


def withheld_figures(
    rules: Rules, *, cells: Cells, topics: Topics, cuts: Mapping[Side, tuple[Cut, ...]]
) -> Iterator[Withheld]:
    """Yield an entry for everything that a review's people could see, had more of them answered.

    Args:
        rules: the policy over one review's counts.
        cells: what is released of each statement.
        topics: what is released of whole topics, of sides with too few people for cells.
        cuts: of each side, those with nothing to show among them.
    Source:
        docs/method.md, section 7.
    """
    yield from rules.withheld_as_a_whole()
    for side in Side:
        if rules.views[side].tier is Tier.CELLS and not rules.views[side].standing.is_attributed:
            for section in rules.questionnaire.sections:
                yield from _section(rules, side, section=section, cells=cells[side])
        for topic, score in topics.get(side, {}).items():
            yield from _topic(rules, side, topic=topic, score=score)
        yield from _closing(rules, side)
        yield from _cuts(rules, side, cuts=cuts[side])


def _section(
    rules: Rules, side: Side, *, section: Section, cells: Mapping[CellKey, StatementCell]
) -> Iterator[Withheld]:
    for facet in Facet:
        asked = [key.statement for key in section.keys(about_for(side, facet))]
        hidden = [statement for statement in asked if cells[CellKey(statement, facet)].mean is None]
        named = partial(withheld_note, limits=rules.limits, side=side, section=section.id, facet=facet)
        if asked and len(asked) - len(hidden) < half_of(len(asked)):
            yield named(What.FACETS, Why.FEW_STATEMENTS)
        yield from (named(What.STATEMENTS, Why.FEW_RATED, statement=statement) for statement in hidden)


def _topic(rules: Rules, side: Side, *, topic: str, score: BroadScore) -> Iterator[Withheld]:
    section = rules.questionnaire.find_section(topic)
    if score.mean is None and section is not None:
        asked = sum(len(section.keys(about_for(side, facet))) for facet in Facet)
        why = Why.FEW_RATINGS if asked < RATINGS_OF_A_FEW else Why.FEW_RATED
        yield withheld_note(What.OVERALL, why, limits=rules.limits, side=side, section=topic)


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

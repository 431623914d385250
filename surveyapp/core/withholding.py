"""The list of what is withheld: kinds of figure as a whole, then single figures that too few people rated."""

from collections.abc import Iterator

from surveyapp.core.counting import Scope
from surveyapp.core.disclosure import Rules, What, withheld_note
from surveyapp.core.questionnaire import ClosingRating, Section
from surveyapp.core.results import Why, Withheld
from surveyapp.core.sides import Facet, PromptKey, Side, about_for

SINGLE = frozenset({Why.FEW_RATED, Why.FEW_RATINGS})
"""Reasons that concern one figure. Others concern a side as a whole and are named once."""


def withheld_figures(rules: Rules) -> Iterator[Withheld]:
    """Yield an entry for everything that a review's people could see, had more of them answered.

    Source:
        docs/method.md, section 7.
    """
    yield from rules.withheld_as_a_whole()
    for side in Side:
        for facet in Facet:
            yield from _score(rules, side, scope=Scope(facet=facet))
        for section in rules.questionnaire.sections:
            yield from _section(rules, side, section=section)
        yield from _closing(rules, side)
        yield from _cuts(rules, side)


def _section(rules: Rules, side: Side, *, section: Section) -> Iterator[Withheld]:
    for facet in (None, *Facet):
        yield from _score(rules, side, scope=Scope(section.id, facet))
    for facet in Facet:
        for key in section.keys(about_for(side, facet)):
            yield from _cell(rules, side, section=section.id, facet=facet, key=key)


def _score(rules: Rules, side: Side, *, scope: Scope) -> Iterator[Withheld]:
    why = rules.why_no_score(side, scope)
    if why in SINGLE and rules.views[side].count.scores[scope].asked:
        broad = What.OVERALL if scope.section else What.INDICES
        what = broad if scope.is_broad else What.FACETS
        yield withheld_note(what, why, limits=rules.limits, side=side, section=scope.section, facet=scope.facet)


def _cell(rules: Rules, side: Side, *, section: str, facet: Facet, key: PromptKey) -> Iterator[Withheld]:
    why = rules.why_no_cell(side, key)
    if why in SINGLE:
        yield withheld_note(
            What.STATEMENTS,
            why,
            limits=rules.limits,
            side=side,
            section=section,
            statement=key.statement,
            facet=facet,
        )


def _closing(rules: Rules, side: Side) -> Iterator[Withheld]:
    for question in rules.questionnaire.closing:
        if isinstance(question, ClosingRating) and (why := rules.why_no_closing(side, question)) in SINGLE:
            yield withheld_note(What.CLOSING, why, limits=rules.limits, side=side, section=question.id)


def _cuts(rules: Rules, side: Side) -> Iterator[Withheld]:
    """Yield one entry for each cut of which a group, or a group's mean, is not shown."""
    sections = len(rules.questionnaire.sections)
    for place, cut in enumerate(rules.cuts(side)):
        chosen = {atom[place] for atom in rules.views[side].count.atoms} - {None}
        means = sum(mean is not None for group in cut.groups for mean in group.sections.values())
        if means < len(chosen) * sections:
            yield withheld_note(What.CUTS, Why.SMALL_GROUP, limits=rules.limits, side=side, by=cut.by)

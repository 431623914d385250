"""The released figures of a review as tables. No figure is made here, and each is that of the results document."""

from surveyapp.core.results import SideFacts
from surveyapp.core.sides import Side
from surveyapp.reports.exports.content import (
    Exported,
    Table,
    Value,
    columns_of_points,
    padded,
)
from surveyapp.reports.exports.scores import scores, statement_gaps, statements

_LIMITS = ("min_side", "min_detail", "min_cell")
_POOLED = ("within", "between", "spread")
_CHANCE = ("comparisons", "apart", "expected", "clear")


def export_tables(exported: Exported) -> list[Table]:
    """Return every released figure: the review, its scores, statements, topics, closing, cuts, comments."""
    of_gaps = (scores, statements, statement_gaps)
    makers = (_review, _sides, *of_gaps, _priorities, _closing, _cuts, _comments, _withheld)
    return [table for table in (maker(exported) for maker in makers) if table.rows]


def _review(exported: Exported) -> Table:
    result, facts = exported.result, exported.result.review
    known: dict[str, Value] = {"method": result.method, "round": facts.round, "partner": facts.partner}
    known |= {"questionnaire": facts.questionnaire, "policy": facts.policy.value}
    known |= {name: getattr(result.thresholds, name) for name in _LIMITS}
    known |= {name: getattr(result.pooled, name) for name in _POOLED}
    known |= {name: getattr(result.chance, name, None) for name in _CHANCE}
    return Table("review", tuple(known), (tuple(known.values()),))


def _sides(exported: Exported) -> Table:
    names = {Side.PRCS: exported.questionnaire.sides[Side.PRCS].full_name, Side.PARTNER: exported.partner}
    rows = tuple(
        (
            side.value,
            *exported.each(names[side]),
            facts.answering.value,
            facts.invited,
            facts.withdrawn,
            facts.responses,
        )
        for side in Side
        for facts in [exported.result.sides[side]]
    )
    columns = ("side", *exported.columns("name"), "answering", "invited", "withdrawn", "responses")
    return Table("sides", columns, rows)


def _counts(facts: SideFacts) -> tuple[int, int, int]:
    return facts.invited, facts.withdrawn, facts.responses


def _priorities(exported: Exported) -> Table:
    titles = {section.id: section.title for section in exported.result.sections}
    rows = tuple(
        (row.rank, row.section, *exported.each(titles[row.section]), row.prcs, row.partner)
        for row in exported.result.priorities
    )
    return Table("priorities", ("rank", "section", *exported.columns("title"), *Side), rows)


def _closing(exported: Exported) -> Table:
    rows = tuple(
        (question.id, *exported.each(question.question), side.value, cell.n, cell.mean, *counts)
        for question in exported.questionnaire.closing
        for side in Side
        for cell in [exported.result.closing.get(question.id, {}).get(side)]
        if cell is not None
        for counts in [padded(cell.distribution, exported.top)]
    )
    columns = ("question", *exported.columns("question"), "side", "n", "mean", *columns_of_points(exported.top))
    return Table("closing", columns, rows)


def _cuts(exported: Exported) -> Table:
    rows = tuple(
        (cut.by, cut.side.value, group.key, group.n, section.id, group.sections[section.id])
        for cut in exported.result.cuts
        for group in cut.groups
        for section in exported.result.sections
        if section.id in group.sections
    )
    return Table("cuts", ("by", "side", "group", "n", "section", "mean"), rows)


def _comments(exported: Exported) -> Table:
    rows = tuple((entry.section, entry.side.value, text) for entry in exported.result.comments for text in entry.texts)
    return Table("comments", ("section", "side", "comment"), rows)


def _withheld(exported: Exported) -> Table:
    columns = ("what", "why", "side", "section", "statement", "facet", "by")
    rows = tuple(
        (e.what, e.code.value, e.side and e.side.value, e.section, e.statement, e.facet and e.facet.value, e.by)
        for e in exported.result.withheld
    )
    return Table("withheld", columns, rows)

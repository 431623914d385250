"""What may leave of a document that was sealed under the first edition of the method: its cells, and what was broad.

The document itself stays as it was sealed. Its facet means, spreads and tests were made of person scores, from which
single ticks followed (docs/decisions/0018); none of them is read here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from surveyapp.core.instrument.questionnaire import Questionnaire, Thresholds
from surveyapp.core.method.cells import CellKey, Release, Votes
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.method.standing import Tier, half_of, standing_of
from surveyapp.core.release.blurring import COARSENESS
from surveyapp.core.release.disclosure import What, withheld_note
from surveyapp.core.results import (
    BroadScore,
    ClosingCell,
    Comments,
    Cut,
    CutGroup,
    Pooled,
    ReviewFacts,
    ReviewResult,
    SideFacts,
    StatementCell,
    Why,
    Withheld,
)
from surveyapp.core.sides import Facet, Side, about_for
from surveyapp.core.text.rounding import tenth
from surveyapp.core.wire import from_plain

FIRST = 1
"""The edition of a document that names none."""


def read_sealed(plain: Mapping[str, Any], questionnaire: Questionnaire) -> ReviewResult:
    """Return a sealed document as it may be shown, of whichever edition.

    Args:
        plain: as it was stored.
        questionnaire: the version that was answered.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is no results document.
    Source:
        docs/method.md, section 9.
    """
    if "method" in plain:
        return from_plain(ReviewResult, plain)
    return evaluate(questionnaire, _release(plain, questionnaire))


def _release(plain: Mapping[str, Any], questionnaire: Questionnaire) -> Release:
    limits = from_plain(Thresholds, plain["thresholds"])
    sides = {side: from_plain(SideFacts, plain["sides"][side.value]) for side in Side}
    few = [side for side in Side if standing_of(sides[side], limits).tier is Tier.BROAD]
    cells = {side: dict(_cells(plain, side)) for side in Side}
    votes = {row["section"]: Votes(row["prcs"], row["partner"]) for row in plain["priorities"]}
    return Release(
        method=FIRST,
        review=from_plain(ReviewFacts, plain["review"]),
        thresholds=limits,
        sides=sides,
        cells=cells,
        topics={side: {s["id"]: _broad(s["overall"]["sides"][side.value]) for s in plain["sections"]} for side in few},
        indices={
            side: {facet: _broad(plain["indices"][facet.value]["sides"][side.value]) for facet in Facet} for side in few
        },
        pooled=Pooled(),
        votes=votes or None,
        closing=from_plain(Mapping[str, Mapping[Side, ClosingCell]], plain["closing"]),  # type: ignore[type-abstract]
        cuts=tuple(_cut(from_plain(Cut, one)) for one in plain["cuts"]),
        comments=tuple(from_plain(Comments, one) for one in plain["comments"]),
        withheld=tuple(_withheld(plain, questionnaire, limits=limits, cells=cells, few=bool(few))),
    )


def _cells(plain: Mapping[str, Any], side: Side) -> Iterator[tuple[CellKey, StatementCell]]:
    for section in plain["sections"]:
        for statement in section["statements"]:
            for facet, pair in statement["facets"].items():
                yield CellKey(statement["id"], Facet(facet)), _cell(from_plain(StatementCell, pair[side.value]))


def _cell(cell: StatementCell) -> StatementCell:
    """Return a cell; the first edition did not say to which step a blurred mean was rounded: the coarsest that fits."""
    if cell.mean is None or cell.n is not None:
        return cell
    fitting = [float(rule.step) for rule in COARSENESS if not (cell.mean / float(rule.step)) % 1]
    return replace(cell, step=max(fitting, default=float(COARSENESS[-1].step)))


def _broad(plain: Mapping[str, Any]) -> BroadScore:
    mean = plain["mean"]
    return BroadScore() if mean is None else BroadScore(plain["n"], tenth(float(mean)))


def _cut(cut: Cut) -> Cut:
    def in_tenths(group: CutGroup) -> CutGroup:
        scores = {section: None if mean is None else tenth(float(mean)) for section, mean in group.sections.items()}
        return replace(group, sections=scores)

    return replace(cut, groups=tuple(map(in_tenths, cut.groups)))


def _withheld(
    plain: Mapping[str, Any],
    questionnaire: Questionnaire,
    *,
    limits: Thresholds,
    cells: Mapping[Side, Mapping[CellKey, StatementCell]],
    few: bool,
) -> Iterator[Withheld]:
    """Yield what is withheld: what was, of figures that there still are; facets by their cells."""
    known = {what.value for what in What} - ({What.OVERALL.value} if not few else set())
    for one in plain["withheld"]:
        if one["what"] in known and not (one["what"] == What.FACETS and one["section"]):
            yield from_plain(Withheld, one)
    for side in Side:
        released = {key for key, cell in cells[side].items() if cell != StatementCell()}
        for section in questionnaire.sections if released else ():
            for facet in Facet:
                asked = [CellKey(key.statement, facet) for key in section.keys(about_for(side, facet))]
                if asked and len(released & set(asked)) < half_of(len(asked)):
                    yield withheld_note(
                        What.FACETS, Why.FEW_STATEMENTS, limits=limits, side=side, section=section.id, facet=facet
                    )

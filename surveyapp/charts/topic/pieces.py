"""A topic's chart in pieces that a sheet of paper can hold, for topics of many statements. Needs no matplotlib."""

from collections.abc import Sequence

from surveyapp.core.results import SectionResult
from surveyapp.core.sides import Facet

StatementRow = tuple[Facet, str]
"""A statement's id, in one of its facets."""

ROWS_A_PIECE = 6
"""Statements that a sheet holds in letters of their full size, each in one facet, beside the comparisons."""


def rows_of(shown: SectionResult) -> list[StatementRow]:
    """Return every statement of a topic, facet by facet."""
    return [(facet, one.id) for facet in Facet for one in shown.statements if facet in one.facets]


def pieces_of(shown: SectionResult) -> Sequence[Sequence[StatementRow]]:
    """Return which statements stand on which piece; one piece, unless there are more than a sheet holds."""
    rows = rows_of(shown)
    return [rows[start : start + ROWS_A_PIECE] for start in range(0, max(len(rows), 1), ROWS_A_PIECE)]

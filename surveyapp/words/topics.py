"""One topic in words, comparison by comparison: what pages and prints show beside its chart, all the same."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveyapp.core.method.judging import Comparison
from surveyapp.core.method.summary import Line, weightiest
from surveyapp.core.results import ReviewResult, SectionResult
from surveyapp.core.sides import Facet, Side
from surveyapp.words.catalogue import marked, say
from surveyapp.words.certainty import gap_text, interval_text
from surveyapp.words.naming import Names
from surveyapp.words.readings import comparison_sentence, flag_names, flag_sentences, reading_name
from surveyapp.words.scores import is_at_one_end, score_text, sign_of_score

AS_A_WHOLE = marked("Topic as a whole")
WHOLE_ALONE = marked(
    "Too few people answered to show each side’s conduct separately. One score for a whole topic can hide gaps that "
    "cancel each other out."
)


@dataclass(frozen=True, slots=True)
class Said:
    """One comparison in words; texts are empty where there is nothing to say.

    ``facet`` is None for a topic as a whole. ``flags`` are sentences, ``marks`` the same in two or three words.
    """

    facet: Facet | None
    name: str
    comparison: Comparison
    scores: Mapping[Side, str]
    gap: str
    interval: str
    reading: str
    sentence: str
    flags: tuple[str, ...]
    marks: tuple[str, ...]


def said_of(result: ReviewResult, section: SectionResult, *, names: Names) -> list[Said]:
    """Return what is said of a topic: its facets that were asked about; where too few answered, first the whole.

    Facets stand behind the whole only where one side's scores of them are given.
    """
    shown = [
        facet
        for facet in asked_facets(section)
        if section.overall is None or any(one.mean is not None for one in section.facets[facet].sides.values())
    ]
    compared: list[tuple[Facet | None, Comparison]] = [(facet, section.facets[facet]) for facet in shown]
    if section.overall is not None:
        compared = [(None, section.overall), *compared]
    return [_said(result, section, names=names, facet=facet, comparison=one) for facet, one in compared]


def clearest(result: ReviewResult, section: SectionResult, *, names: Names) -> Said | None:
    """Return what is most worth talking about of a topic; None where nothing is compared."""
    return next(
        (_said(result, section, names=names, facet=facet, comparison=one) for facet, one in weightiest(section)), None
    )


def asked_facets(section: SectionResult) -> list[Facet]:
    """Return the facets that a topic has statements about."""
    return [facet for facet in Facet if any(facet in one.facets for one in section.statements)]


def stands_alone(result: ReviewResult) -> bool:
    """Say whether topics are compared as a whole, because too few people answered for more."""
    return any(one.overall is not None and one.overall.gap.value is not None for one in result.sections)


def _said(
    result: ReviewResult, section: SectionResult, *, names: Names, facet: Facet | None, comparison: Comparison
) -> Said:
    line, language, gap = Line(section, facet, comparison), names.language, comparison.gap
    return Said(
        facet=facet,
        name=say(AS_A_WHOLE, language) if facet is None else names.facet(facet),
        comparison=comparison,
        scores={side: score_text(names.questionnaire, line, side) for side in Side},
        gap=_gap_alone(names, line),
        interval=interval_text(gap, language),
        reading=reading_name(result, comparison, language),
        sentence=comparison_sentence(names, line),
        flags=tuple(_flags(names, section, facet)),
        marks=tuple(flag_names(comparison, language)),
    )


def _gap_alone(names: Names, line: Line) -> str:
    """Return the gap without its interval, which pages show in a column of its own."""
    signs = [sign for side in Side if (sign := sign_of_score(names.questionnaire, line, side))]
    alone = replace(line.comparison.gap, low=None, high=None)
    return gap_text(alone, names.language, is_known=not is_at_one_end(signs)) or ""


def _flags(names: Names, section: SectionResult, facet: Facet | None) -> list[str]:
    asked = names.questionnaire.find_section(section.id)
    if facet is None or asked is None:
        return []
    said = {one.id: names.statement(one, facet=facet) for one in asked.statements}
    return flag_sentences(names, section, facet=facet, asked=said)

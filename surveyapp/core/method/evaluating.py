"""From a release to the results document: scores, gaps, readings, chance, ranks. Takes cells, reaches no sheet."""

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.cells import Release
from surveyapp.core.method.chance import chance_of
from surveyapp.core.method.comparing_facets import Facets
from surveyapp.core.method.comparing_wholes import Wholes
from surveyapp.core.method.judging import judge
from surveyapp.core.method.priorities import rank_topics
from surveyapp.core.results import ReviewResult, SectionResult
from surveyapp.core.sides import Facet


def evaluate(questionnaire: Questionnaire, release: Release) -> ReviewResult:
    """Return the results document of a release: the one way from cells to figures and words.

    Args:
        questionnaire: the version that was answered.
        release: what leaves the review.

    Returns:
        Scores and gaps in tenths of scale points, gaps PRCS minus partner; None where withheld or nonexistent.
    Source:
        docs/method.md, sections 2 to 5.
    """
    wholes = Wholes(questionnaire, release)
    sections = judge(_compared(questionnaire, Facets(questionnaire, release), wholes), questionnaire.scoring)
    return ReviewResult(
        method=release.method,
        review=release.review,
        thresholds=release.thresholds,
        sides=release.sides,
        pooled=release.pooled,
        chance=chance_of(sections, questionnaire.scoring),
        indices={facet: wholes.index(facet) for facet in Facet},
        sections=sections,
        priorities=rank_topics(sections, release.votes, sides=release.sides),
        closing=release.closing,
        cuts=release.cuts,
        comments=release.comments,
        withheld=release.withheld,
    )


def _compared(questionnaire: Questionnaire, facets: Facets, wholes: Wholes) -> list[SectionResult]:
    """Return every topic with its scores and gaps, and without the words for which all gaps must be known."""
    return [
        SectionResult(
            id=section.id,
            part=section.part,
            title=section.title,
            overall=wholes.topic(section),
            facets={facet: facets.facet(section, facet) for facet in Facet},
            statements=tuple(facets.statement(statement) for statement in section.statements),
        )
        for section in questionnaire.sections
    ]

"""What every page of released results shows around its content."""

from functools import partial

from surveyapp.charts.labels import LABELS
from surveyapp.charts.reasons import sentence
from surveyapp.charts.view import View
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.review import Review
from surveyapp.core.sides import Facet, Side
from surveyapp.web.i18n import current_language
from surveyapp.web.results import figures


def results_frame(review: Review, questionnaire: Questionnaire, result: ReviewResult) -> dict[str, object]:
    """Return what the templates of results take: the document, its words, and how figures are written."""
    parts = [
        (part, [section for section in result.sections if section.part == part.id]) for part in questionnaire.parts
    ]
    return {
        "review": review,
        "questionnaire": questionnaire,
        "result": result,
        "parts": parts,
        "facets": tuple(Facet),
        "sides": tuple(Side),
        "words": LABELS[current_language()],
        "figures": figures,
        "withheld_sentence": partial(sentence, View(result, questionnaire, current_language())),
    }

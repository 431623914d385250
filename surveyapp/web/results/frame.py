"""What every page of released results shows around its content."""

from functools import partial
from typing import Any

from surveyapp.charts.labels import LABELS
from surveyapp.charts.reasons import reason, score_reason, sentence
from surveyapp.charts.view import Pair, View
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
    view = View(result, questionnaire, current_language(), review.partner.name)
    return {
        "view": view,
        "review": review,
        "questionnaire": questionnaire,
        "result": result,
        "parts": parts,
        "facets": tuple(Facet),
        "sides": tuple(Side),
        "words": LABELS[current_language()],
        "figures": figures,
        "withheld_sentence": partial(sentence, view),
        "why_no_score": partial(_why_no_score, view),
        "why_not": partial(_why_not, view),
    }


def _why_no_score(view: View, pair: Pair, section_id: str) -> str:
    """Return why a comparison of a topic lacks a figure."""
    return score_reason(view, pair, section=section_id)


def _why_not(view: View, *whats: str, section: str = "", **of: Any) -> str:
    """Return why figures of the kinds ``whats`` are withheld; ``of`` says which, as ``reasons.reason`` takes it."""
    return reason(view, frozenset(whats), section=section, **of)

"""What every page of released results shows around its content."""

from functools import partial
from typing import Any

from surveyapp.charts.reasons import no_gap_reason, reason, score_reason
from surveyapp.charts.view import Pair, View
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.method.judging import Comparison
from surveyapp.core.results import ReviewResult, SectionResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from surveyapp.web.i18n import current_language
from surveyapp.web.paging import paging_of
from surveyapp.web.results import drawing, figures
from surveyapp.web.results.strips import Strip, strip_of
from surveyapp.words.catalogue import say
from surveyapp.words.groups import groups_title
from surveyapp.words.meanings import meanings
from surveyapp.words.method import edition_note, rounding_note
from surveyapp.words.naming import Names, told_apart
from surveyapp.words.openings import openings
from surveyapp.words.topics import WHOLE_ALONE, Said, said_of
from surveyapp.words.whose import flags_note
from surveyapp.words.withheld import withheld_sentences


def results_frame(review: Review, questionnaire: Questionnaire, result: ReviewResult) -> dict[str, Any]:
    """Return what the templates of results take: the document, its words, and how figures are written."""
    questionnaire = told_apart(questionnaire, review.partner.name)
    language = current_language()
    names = Names(questionnaire, review.partner.name, language)
    view = View(result, questionnaire, language, review.partner.name)
    return {"no_gap": no_gap_reason(view), "has_scores": view.has_scores} | {
        "review": review,
        "questionnaire": questionnaire,
        "result": result,
        "names": names,
        "parts": [(part, [one for one in result.sections if one.part == part.id]) for part in questionnaire.parts],
        "facets": tuple(Facet),
        "sides": tuple(Side),
        "figures": figures,
        "paging_of": paging_of,
        "caveats": [edition_note(result, language), rounding_note(questionnaire, result, language)],
        "groups_title": groups_title(questionnaire, language),
        "meanings": meanings(result, questionnaire, language),
        "said_of": _SaidOnce(result, names),
        "withheld_sentences": lambda entries: withheld_sentences(entries, result.thresholds, names),
        "why_no_score": partial(_why_no_score, view),
        "why_not": partial(_why_not, view),
        "strip": partial(_strip, questionnaire, language),
        "openings": partial(openings, names),
        "flags_note": partial(flags_note, names),
    }


class _SaidOnce:
    """What is said of topics (``said_of``): a page asks it of each in several places."""

    def __init__(self, result: ReviewResult, names: Names) -> None:
        self._result, self._names, self._said = result, names, dict[str, list[Said]]()

    def __call__(self, section: SectionResult) -> list[Said]:
        if section.id not in self._said:
            self._said[section.id] = said_of(self._result, section, names=self._names)
        return self._said[section.id]


def _why_no_score(view: View, said: Said, section_id: str) -> str:
    """Return why a comparison of a topic lacks a figure."""
    return score_reason(view, Pair(said.facet, said.name, said.comparison), section=section_id)


def _why_not(view: View, *whats: str, section: str = "", **of: Any) -> str:
    """Return why figures of the kinds ``whats`` are withheld; ``of`` says which, as ``reasons.reason`` takes it."""
    return reason(view, frozenset(whats), section=section, **of)


def _strip(questionnaire: Questionnaire, language: Language, section_id: str, comparison: Comparison) -> Strip | None:
    """Return a comparison's two marks on one line; None where it has no interval."""
    asked = questionnaire.find_section(section_id)
    return strip_of(comparison, top=questionnaire.scale_of(asked).top, language=language) if asked else None


def topic_frame(
    review: Review, questionnaire: Questionnaire, result: ReviewResult, *, section: SectionResult, asked: Section
) -> dict[str, Any]:
    """Return what the template of one topic takes beside."""
    frame = results_frame(review, questionnaire, result)
    names = frame["names"]
    chart = drawing.review_chart(
        result, section.id, questionnaire=questionnaire, language=names.language, partner=review.partner.name
    )
    return frame | {
        "section": section,
        "asked": asked,
        "scale": questionnaire.scale_of(asked),
        "chart": drawing.inline(chart),
        "compared": said_of(result, section, names=names),
        "whole_note": "" if section.overall is None else say(WHOLE_ALONE, names.language),
    }

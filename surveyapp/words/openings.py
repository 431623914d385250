"""What opens the talk about a topic: questions, each with the facets that it speaks of."""

from dataclasses import dataclass

from surveyapp.core.method.judging import Comparison
from surveyapp.core.method.readings import is_apart
from surveyapp.core.method.summary import weightiest
from surveyapp.core.results import Reading, SectionResult
from surveyapp.core.sides import Facet
from surveyapp.words.catalogue import marked, say
from surveyapp.words.naming import Names

_APART, _CLOSE = "agreed_apart", "agreed_close"
_OF_AGREED_ANSWERS = {
    _APART: marked(
        "One agreed answer is shown beside a score that is not close to it. Does that match your experience?"
    ),
    _CLOSE: marked(
        "One agreed answer is shown beside a score that is close to it. What would it take to move up one point?"
    ),
}
"""An agreed answer is no small group, and no version of a questionnaire has a prompt for it."""

_FLAGS = {"divided": "split", "unseen": "unseen"}
"""Prompts about flags, and where a facet keeps the flag."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One question, and what it is about as the questionnaire calls it; nothing where that is the topic as a whole."""

    about: tuple[str, ...]
    prompt: str


def openings(names: Names, section: SectionResult) -> list[Opening]:
    """Return the questions that open the talk about a topic: on what weighs most, then on flags.

    Source:
        docs/method.md, section 4.
    """
    talked = [(_kind(names, one), facet) for facet, one in weightiest(section)]
    first = talked[0][0] if talked else Reading.TOO_FEW.value
    about = {first: [facet for kind, facet in talked if kind == first]}
    for kind, flag in _FLAGS.items():
        flagged: list[Facet | None] = [facet for facet, one in section.facets.items() if getattr(one, flag)]
        about |= {kind: flagged} if flagged else {}
    return [Opening(_titles(names, facets), words) for kind, facets in about.items() if (words := _prompt(names, kind))]


def _kind(names: Names, comparison: Comparison) -> str:
    """Return which question a comparison asks for; one agreed answer has its gap alone."""
    if comparison.reading is Reading.TOO_FEW:
        return _APART if is_apart(comparison.gap, names.questionnaire.scoring) else _CLOSE
    return comparison.reading.value if comparison.reading else ""


def _titles(names: Names, facets: list[Facet | None]) -> tuple[str, ...]:
    return tuple(names.facet(facet) for facet in Facet if facet in facets)


def _prompt(names: Names, kind: str) -> str:
    if kind in _OF_AGREED_ANSWERS:
        return say(_OF_AGREED_ANSWERS[kind], names.language)
    prompt = names.questionnaire.discussion_prompt(kind)
    return "" if prompt is None else names.words(prompt)

"""What both sides agreed on of a topic, facet by facet, as pages and prints show it."""

from collections.abc import Mapping

from surveyapp.core.conduct.actions import WHOLE, Agreement
from surveyapp.core.instrument.questionnaire import Section
from surveyapp.core.sides import Facet
from surveyapp.core.text.bidi import isolated_ltr
from surveyapp.words.catalogue import say
from surveyapp.words.naming import Names
from surveyapp.words.topics import AS_A_WHOLE


def agreed_scores(names: Names, section: Section, agreement: Agreement | None) -> list[tuple[str, str | None]]:
    """Return what each facet of a topic is called, and what was agreed: a score, or that the sides still differ.

    It is None where nothing was said. What was scored before facet by facet has a line for the topic as a whole.
    """
    said = agreement.scores if agreement else {}
    parts = [WHOLE] if WHOLE in said else section.facets
    return [(part_name(names, part), _score(names, said, part) if part in said else None) for part in parts]


def part_name(names: Names, part: str) -> str:
    """Return what a facet is called, or a topic as a whole."""
    return say(AS_A_WHOLE, names.language) if part == WHOLE else names.words(names.questionnaire.facets[Facet(part)])


def _score(names: Names, said: Mapping[str, float | None], part: str) -> str:
    score = said[part]
    return names.words(names.questionnaire.meeting_form.still_differ) if score is None else points(score)


def points(score: float) -> str:
    """Return a score that was agreed on, in whole or half points: ``3``, ``3.5``; isolated."""
    return isolated_ltr(f"{score:g}")

"""What both sides agreed on of a topic, facet by facet, as pages and prints show it."""

from collections.abc import Iterator, Mapping

from surveyapp.core.conduct.actions import WHOLE, Action, Agreement, Meeting
from surveyapp.core.instrument.questionnaire import Section
from surveyapp.core.sides import Facet
from surveyapp.core.text.bidi import isolated, isolated_ltr
from surveyapp.core.text.shown import shown
from surveyapp.words.catalogue import marked, say
from surveyapp.words.dates import day_text
from surveyapp.words.joining import named, semicolons
from surveyapp.words.naming import Names
from surveyapp.words.topics import AS_A_WHOLE

_ACTION = marked(
    "Action: %(words)s Responsible at PRCS: %(prcs_lead)s. Responsible at the partner: %(partner_lead)s. By %(day)s."
)
_EVIDENCE = marked("How we will know: %(words)s")
_FOLLOW_UP = marked("Both sides look at these actions again on %(day)s.")


def agreed_paragraphs(names: Names, meeting: Meeting) -> Iterator[str]:
    """Yield all that a meeting agreed on, a paragraph an agreement or action, in the order of the questionnaire."""
    for section in names.questionnaire.sections:
        title, said = names.words(section.title), meeting.agreement(section.id)
        scores = [named(name, score, names.language) for name, score in agreed_scores(names, section, said) if score]
        told = " ".join(filter(None, (semicolons(scores, names.language), said.words if said else "")))
        if told:
            yield named(title, told, names.language)
        yield from (named(title, one, names.language) for one in _promised(names, meeting, section.id))
    yield from _promised(names, meeting, None)
    if meeting.follow_up_on:
        yield say(_FOLLOW_UP, names.language, day=isolated(day_text(meeting.follow_up_on, names.language)))


def _promised(names: Names, meeting: Meeting, section: str | None) -> Iterator[str]:
    return (_action(names, one) for one in meeting.actions if one.promise.section == section)


def _action(names: Names, action: Action) -> str:
    promise, language = action.promise, names.language
    words, prcs_lead, partner_lead, evidence = (
        isolated(shown(one)) for one in (promise.words, promise.prcs_lead, promise.partner_lead, promise.evidence)
    )
    day = isolated(day_text(promise.due, language))
    said = say(_ACTION, language, words=words, prcs_lead=prcs_lead, partner_lead=partner_lead, day=day)
    return " ".join([said, say(_EVIDENCE, language, words=evidence)]) if promise.evidence else said


def agreed_scores(names: Names, section: Section, agreement: Agreement | None) -> list[tuple[str, str | None]]:
    """Return what each facet of a topic is called, and what was agreed: a score, or that the sides still differ.

    It is None where nothing was said. What was scored before facet by facet has a line for the topic as a whole.
    """
    said = agreement.scores if agreement else {}
    parts = [WHOLE] if WHOLE in said else section.facets
    return [(part_name(names, part), _score(names, said, part) if part in said else None) for part in parts]


def part_name(names: Names, part: str) -> str:
    """Return what a facet is called, or a topic as a whole."""
    return say(AS_A_WHOLE, names.language) if part == WHOLE else names.facet(Facet(part))


def _score(names: Names, said: Mapping[str, float | None], part: str) -> str:
    score = said[part]
    return names.words(names.questionnaire.meeting_form.still_differ) if score is None else points(score)


def points(score: float) -> str:
    """Return a score that was agreed on, in whole or half points: ``3``, ``3.5``; isolated."""
    return isolated_ltr(f"{score:g}")

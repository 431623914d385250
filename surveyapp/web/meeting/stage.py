"""What the large screen shows of one topic: both marks on a line a facet, sentences, prompts, and last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from surveyapp.core.conduct.actions import Action
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.judging import Comparison
from surveyapp.core.results import Reading, ReviewResult, SectionResult
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.store.earlier import Earlier, find_earlier
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.results import get_result
from surveyapp.web.access import sees_results
from surveyapp.web.i18n import current_language
from surveyapp.web.results.frame import results_frame
from surveyapp.web.results.strips import place
from surveyapp.words.actions import STATUSES
from surveyapp.words.agreed import agreed_scores
from surveyapp.words.catalogue import say
from surveyapp.words.editions import editions_note
from surveyapp.words.meeting import Topic, topics_for_meeting
from surveyapp.words.naming import Names, told_apart
from surveyapp.words.openings import openings
from surveyapp.words.topics import Said, clearest, said_of
from surveyapp.words.verdicts import Verdict, verdicts

ASKED = {"light": ("dim", "bright"), "follow": ("1",)}
"""What the address may ask for: a dark screen or a light one, whatever the machine is set to; to turn as
another window does."""

_WIDER = 2
"""So many times as wide as the picture beside a sentence, and as high as that is."""

_STYLES = {Reading.CLEAR_GAP: "sure", Reading.POSSIBLE_GAP: "possible"}


@dataclass(frozen=True, slots=True)
class Marks:
    """Each point of the scale and where it stands from the left, and both marks; None where a score is withheld."""

    points: tuple[tuple[int, float], ...]
    prcs: float | None
    partner: float | None
    style: str

    @property
    def is_one(self) -> bool:
        """Say whether both marks stand on the same spot."""
        return self.prcs == self.partner


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison on the large screen; ``why`` says why it has no figures."""

    said: Said
    marks: Marks | None
    why: str


@dataclass(frozen=True, slots=True)
class Before:
    """One promise of last time about the topic: what became of it, and whether the gap closed."""

    words: str
    status: str
    note: str
    verdicts: Sequence[Verdict]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A review, what it released, and its topics in the order of the talk."""

    review: Review
    questionnaire: Questionnaire
    result: ReviewResult
    names: Names
    topics: Sequence[Topic]

    def find(self, section_id: str) -> SectionResult | None:
        """Return the results of a topic, or None where there is none."""
        return next((one for one in self.result.sections if one.id == section_id), None)


def load_meeting(session: Session, review: Review) -> Meeting:
    """Return what the meeting's pages show; NotFoundError where nothing was released."""
    questionnaire = told_apart(get_questionnaire(session, review.questionnaire), review.partner.name)
    result = get_result(session, review.id)
    names = Names(questionnaire, review.partner.name, current_language())
    return Meeting(review, questionnaire, result, names, topics_for_meeting(result, names))


def carried() -> dict[str, Any]:
    """Return what an address of the meeting hands on to the next, so that each of two windows keeps its own.

    Its language is always among it: the session's is the one that either window has asked for last.
    """
    wanted = {name: request.args.get(name, "") for name in ASKED}
    return {"lang": str(current_language())} | {name: one for name, one in wanted.items() if one in ASKED[name]}


def stage_frame(session: Session, meeting: Meeting, section: SectionResult) -> dict[str, Any]:
    """Return what the template of one topic takes, besides what may be written."""
    questionnaire, result, names = meeting.questionnaire, meeting.result, meeting.names
    asked = next(one for one in questionnaire.sections if one.id == section.id)
    place_of = [one.section for one in meeting.topics].index(section.id)
    compared = said_of(result, section, names=names)
    most = clearest(result, section, names=names)
    frame = results_frame(meeting.review, questionnaire, result)
    scale = questionnaire.scale_of(asked)
    return frame | {
        "topics": meeting.topics,
        "place": place_of,
        "section": section,
        "asked": asked,
        "scale": scale,
        "lines": [
            Line(one, _marks(one.comparison, scale.top, names.language), frame["why_no_score"](one, section.id))
            for one in compared
        ],
        "most": most.sentence if most else "",
        "openings": openings(names, section),
        **_before(session, meeting, asked.id),
    }


def _marks(comparison: Comparison, top: int, language: Language) -> Marks | None:
    """Return the picture of a comparison, as far as its two scores are given."""
    means = [comparison.sides[side].mean for side in Side]
    if means == [None, None]:
        return None
    points = [(point, _WIDER * place(point, top=top, language=language)) for point in range(1, top + 1)]
    prcs, partner = (None if one is None else _WIDER * place(one, top=top, language=language) for one in means)
    style = _STYLES.get(comparison.reading, "none") if comparison.reading else "none"
    return Marks(tuple(points), prcs, partner, style)


def _before(session: Session, meeting: Meeting, section_id: str) -> dict[str, Any]:
    """Return what was agreed of a topic last time, and what has become of it; nothing at a first review."""
    earlier = find_earlier(session, meeting.result, meeting.questionnaire, may_see=sees_results)
    if earlier is None:
        return {"earlier": None}
    asked = meeting.questionnaire.find_section(section_id)
    agreed = earlier.meeting.agreement(section_id)
    scores = agreed_scores(meeting.names, asked, agreed) if asked and agreed else []
    return {
        "earlier": earlier,
        "before": [
            _promise(meeting.names, one, earlier)
            for one in earlier.meeting.actions
            if one.promise.section == section_id
        ],
        "agreed_before": agreed,
        "scores_before": [(name, score) for name, score in scores if score],
        "editions_note": editions_note(earlier.moves.methods, meeting.names.language),
    }


def whole_before(session: Session, meeting: Meeting) -> list[Before]:
    """Return what was promised last time for the partnership as a whole, or on topics that are asked no more."""
    earlier = find_earlier(session, meeting.result, meeting.questionnaire, may_see=sees_results)
    if earlier is None:
        return []
    asked = {one.section for one in meeting.topics}
    found = [one for one in earlier.meeting.actions if one.promise.section not in asked]
    return [_promise(meeting.names, one, earlier) for one in found]


def _promise(names: Names, action: Action, earlier: Earlier) -> Before:
    status = say(STATUSES[action.status], names.language)
    return Before(action.promise.words, status, action.note, verdicts(names, action.promise, earlier.moves))

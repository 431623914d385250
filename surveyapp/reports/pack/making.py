"""The meeting pack: what a facilitator prints for the review meeting, from released results alone."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.languages import Language
from surveyapp.reports.pack import annex, guide, meeting, sheets, summary, topics
from surveyapp.reports.pack.content import MeetingPack
from surveyapp.reports.pack.reader import Reader, Sheet
from surveyapp.reports.typst import make_pdf
from surveyapp.store import actions, results, reviews
from surveyapp.store.earlier import find_earlier
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.words import demonstration
from surveyapp.words.catalogue import say

TEMPLATE = "pack.typ"

_MAKERS: dict[str, Callable[[Reader], Iterator[Sheet]]] = {
    "cover": sheets.cover,
    "summary": summary.summary,
    "how": guide.how_to_read,
    "participation": sheets.participation,
    "overview": sheets.overview,
    "priorities": topics.priorities,
    "principles": topics.principles,
    "comments": sheets.comments,
    "promises": meeting.promises,
    "lessons": meeting.lessons,
    "plan": meeting.plan,
    "annex": annex.annex,
}
SHEETS = tuple(_MAKERS)
"""Names of the kinds of sheet, in the order in which they are printed."""


def load_pack(
    session: Session, review_id: int, *, languages: tuple[Language, ...], chosen: frozenset[str] = frozenset()
) -> MeetingPack:
    """Return the pack of a closed review.

    Args:
        session: to read with.
        review_id: a review whose results were released.
        languages: those to print it in, one or two.
        chosen: names of sheets and sections to print; empty for all.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is not closed yet.
        InputError: ``chosen`` names something that is neither a sheet nor a section.
    """
    review = reviews.get_review(session, review_id)
    result = results.get_result(session, review_id)
    questionnaire = get_questionnaire(session, review.questionnaire)
    known = {*SHEETS, *(section.id for section in questionnaire.sections)}
    for name in sorted(chosen - known):
        raise InputError(Code.NO_SHEET, name=name, names=", ".join(SHEETS))
    meeting = actions.get_meeting(session, review_id)
    earlier = find_earlier(session, result, questionnaire)
    return MeetingPack(review, questionnaire, result, meeting, earlier, languages, chosen)


def make_pack(pack: MeetingPack) -> bytes:
    """Return the pack as PDF/UA on A4; the same bytes for the same content."""
    return make_pdf(TEMPLATE, pack_data(pack))


def pack_data(pack: MeetingPack) -> dict[str, object]:
    """Return everything that the template prints. With two languages each sheet comes in one, then in the other."""
    sheets = [_sheets(pack, language) for language in pack.languages]
    first = pack.languages[0]
    names = [one.in_(first) for one in (pack.review.partner.name, pack.review.round.title)]
    return {
        "title": " – ".join([say("Meeting pack", first), *names]),
        "language": first.code,
        "sheets": list(chain.from_iterable(zip(*sheets, strict=True))),
        "fronts": [_front(pack, language) for language in pack.languages] if len(pack.languages) > 1 else [],
    }


def _front(pack: MeetingPack, language: Language) -> dict[str, object]:
    """Return what the common first page says in one language; it lets each sheet face itself in the other."""
    reader = Reader(pack, language)
    names = [reader.words(pack.questionnaire.title), reader.words(pack.review.partner.name)]
    lines = [*names, reader.words(pack.review.round.title)]
    lines += [reader.say(demonstration.DATA)] if pack.review.is_demonstration else []
    return {
        "language": language.code,
        "direction": language.direction,
        "title": reader.say("Meeting pack"),
        "lines": lines,
    }


def _sheets(pack: MeetingPack, language: Language) -> Sequence[Sheet]:
    reader = Reader(pack, language)
    return [sheet for name in _MAKERS if reader.wants(name) for sheet in _MAKERS[name](reader)]

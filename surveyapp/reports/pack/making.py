"""The meeting pack: what a facilitator prints for the review meeting, from released results alone."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.languages import Language
from surveyapp.reports.pack import annex, comments, cover, guide, plan, promises, summary, topics, totals
from surveyapp.reports.pack.content import MeetingPack, Size
from surveyapp.reports.pack.figures import looks
from surveyapp.reports.pack.reader import Reader, Sheet
from surveyapp.reports.typst import make_pdf
from surveyapp.store import actions, results, reviews
from surveyapp.store.earlier import find_earlier
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.words import demonstration
from surveyapp.words.catalogue import say

TEMPLATE = "pack.typ"

_MAKERS: dict[str, Callable[[Reader], Iterator[Sheet]]] = {
    "cover": cover.cover,
    "summary": summary.summary,
    "priorities": topics.priorities,
    "principles": topics.principles,
    "promises": promises.promises,
    "comments": comments.comments,
    "plan": plan.plan,
    "participation": totals.participation,
    "how": guide.how_to_read,
    "annex": annex.annex,
}
SHEETS = tuple(_MAKERS)
"""Names of the kinds of sheet, in the order in which they are printed."""


def load_pack(
    session: Session,
    review_id: int,
    *,
    languages: tuple[Language, ...],
    today: date,
    may_see: Callable[[int], bool],
    size: Size = Size.MEETING,
    is_as_asked: bool = False,
    chosen: frozenset[str] = frozenset(),
) -> MeetingPack:
    """Return the pack of a closed review.

    Args:
        session: to read with.
        review_id: a review whose results were released.
        languages: those to print it in, one or two.
        today: the day of printing.
        may_see: whether the reader may see the results of another review, by its id: last time's stay out where not.
        size: how much of it to print.
        is_as_asked: whether topics come in the questionnaire's order, in the place of the meeting's.
        chosen: names of sheets and sections to print, in the place of those of ``size``.

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
    earlier = find_earlier(session, result, questionnaire, may_see=may_see)
    return MeetingPack(
        review,
        questionnaire,
        result,
        meeting,
        earlier,
        languages,
        closed_on=results.get_day_closed(session, review_id),
        printed_on=today,
        size=size,
        is_as_asked=is_as_asked,
        chosen=chosen,
    )


def make_pack(pack: MeetingPack) -> bytes:
    """Return the pack as PDF/UA on A4; the same bytes for the same content."""
    return make_pdf(TEMPLATE, pack_data(pack))


def pack_data(pack: MeetingPack) -> dict[str, object]:
    """Return everything that the template prints. With two languages each sheet comes in one, then in the other."""
    sheets = [_sheets(pack, language, depth=depth) for depth, language in enumerate(pack.languages, 1)]
    first = pack.languages[0]
    has_front = len(pack.languages) > 1 and pack.size is not Size.HANDOUT
    names = [one.in_(first) for one in (pack.review.partner.name, pack.review.round.title)]
    return {
        "title": " – ".join([say("Meeting pack", first), *names]),
        "language": first.code,
        "looks": looks(),
        "sheets": list(chain.from_iterable(zip(*sheets, strict=True))),
        "fronts": [_front(pack, language) for language in pack.languages] if has_front else [],
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
        "title": reader.say("Handout for the meeting") if pack.size is Size.HANDOUT else reader.say("Meeting pack"),
        "lines": lines,
    }


def _sheets(pack: MeetingPack, language: Language, *, depth: int) -> Sequence[Sheet]:
    """Return the sheets in one language.

    Their bookmarks stand at ``depth``, so that a sheet's is under its own in the language before; parts of something
    one deeper, under a bookmark of that which the first of them brings along, in the first language.
    """
    reader, before = Reader(pack, language), ""
    sheets = [sheet for name in _MAKERS if reader.wants(name) for sheet in _MAKERS[name](reader)]
    for sheet in chain.from_iterable([one, *one["below"]] for one in sheets):
        sheet["level"] = depth + bool(sheet["over"])
        sheet["is_first"] = depth == 1 and sheet["over"] != before
        before = str(sheet["over"])
    return sheets

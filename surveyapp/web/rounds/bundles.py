"""Letters, blank forms and packs of many reviews in one file, sent as it grows: each part is made in its turn.

What could not be made stands in the file as well, with the reason.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import RawIOBase
from typing import TYPE_CHECKING

from flask import Response, stream_with_context
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review
from surveyapp.core.errors import ReviewError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, printed_in
from surveyapp.store import reviews
from surveyapp.web.access import sees_results
from surveyapp.web.clock import local, now, today
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import offered_languages, text
from surveyapp.web.keys import keys
from surveyapp.web.making import made_file, made_in_turn, made_once
from surveyapp.web.refusals import refusal
from surveyapp.web.rounds.acts import Act
from surveyapp.web.rounds.opening import count_letters
from surveyapp.web.rounds.tickets import Ticket
from surveyapp.web.settings import settings
from surveyapp.workflow.invitations import writing_letters

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

NOT_MADE = "NOT-MADE.txt"
Sheet = tuple[str, Callable[[], bytes]]
"""What a file is called, and what makes it."""


def send_files(ticket: Ticket, *, language: str) -> Response:
    """Return one file with everything that the ticket asks for, made while it is sent."""
    languages = printed_in(language, offered_languages())
    chunks = stream_with_context(_zipped(ticket, languages))
    name = f"{ticket.act}-{today():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(chunks, mimetype="application/zip", headers=headers)


def _zipped(ticket: Ticket, languages: tuple[Language, ...]) -> Iterator[bytes]:
    sink, wrong = _Sink(), list[str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for item in ticket.todo:
            called, sheets = _sheets(ticket.act, item.review_id, languages)
            for name, make in sheets:
                try:
                    _put(archive, name, make())
                except ReviewError as error:
                    wrong.append(f"{name} – {called}: {refusal(error)}")
                yield sink.taken()
        if wrong:
            _put(archive, NOT_MADE, "\r\n".join(["", *wrong]).encode("utf-8-sig"))
    yield sink.taken()


def _sheets(act: Act, review_id: int, languages: tuple[Language, ...]) -> tuple[str, list[Sheet]]:
    """Return a review's partner, and its files; of a review that is gone meanwhile, one that cannot be made."""
    try:
        with reading() as session:
            review = reviews.get_review(session, review_id)
            return text(review.partner.name), list(_FILES[act](session, review, languages))
    except ReviewError as error:
        return f"/staff/reviews/{review_id}", [(act.value, partial(_refuse, error))]


def _refuse(error: ReviewError) -> bytes:
    raise error


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, local(now()).timetuple()[:6]), data)


class _Sink(RawIOBase):
    """Where a file is written to that is sent on at once: it goes forward only."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer") -> int:
        written = bytes(data)
        self._written += written
        return len(written)

    def taken(self) -> bytes:
        """Return what was written since it was asked for last."""
        data = bytes(self._written)
        self._written.clear()
        return data


def _letters(session: Session, review: Review, _languages: tuple[Language, ...]) -> Iterator[Sheet]:
    for side, count in count_letters(session, review).items():
        if count:
            yield _name(review, f"{side}-letters"), partial(_print_letters, review.id, side)


def _print_letters(review_id: int, side: Side) -> bytes:
    from surveyapp.reports.paper.letters import load_letters, make_letters  # noqa: PLC0415 - with the first letters

    with made_in_turn() as make:
        with reading() as session:
            to = writing_letters.list_letters(session, review_id, side=side, keys=keys())
            found = load_letters(session, review_id, side=side, addressed=to, settings=settings(), written_on=today())
        made = make(partial(make_letters, found))
        with writing() as session:  # once they are made: what is recorded as taken is in the file
            writing_letters.take_letters(session, review_id, side=side, keys=keys(), made=to)
        return made


def _forms(_session: Session, review: Review, languages: tuple[Language, ...]) -> Iterator[Sheet]:
    for side in Side:
        yield _name(review, f"{side}-form"), partial(_print_form, review.id, side, languages)


def _print_form(review_id: int, side: Side, languages: tuple[Language, ...]) -> bytes:
    from surveyapp.reports.paper.blank_form import load_blank_form, make_blank_form  # noqa: PLC0415 - likewise

    with reading() as session:
        form = load_blank_form(session, review_id, side=side, languages=languages, keeping=settings().keeping)
    return made_once(partial(make_blank_form, form))


def _packs(_session: Session, review: Review, languages: tuple[Language, ...]) -> Iterator[Sheet]:
    yield _name(review, "pack"), partial(_print_pack, review.id, languages)


def _print_pack(review_id: int, languages: tuple[Language, ...]) -> bytes:
    from surveyapp.reports.pack.making import load_pack, make_pack  # noqa: PLC0415 - likewise

    with reading() as session:
        pack = load_pack(session, review_id, languages=languages, today=today(), may_see=sees_results)
    return made_file(partial(make_pack, pack), "pack", pack.key())


def _name(review: Review, what: str) -> str:
    return f"{review.partner.slug}-{review.round.slug}-{what}.pdf"


_FILES: Mapping[Act, Callable[[Session, Review, tuple[Language, ...]], Iterator[Sheet]]] = {
    Act.LETTERS: _letters,
    Act.FORMS: _forms,
    Act.PACKS: _packs,
}

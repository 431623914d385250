"""Letters, blank forms and packs of many reviews in one file, sent as it grows: each part is made in its turn.

What could not be made stands in the file as well, with the reason.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import RawIOBase
from typing import TYPE_CHECKING, Any

from flask import Response, stream_with_context
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review
from surveyapp.core.errors import Code, ReviewError, StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, printed_in
from surveyapp.reports.pack.content import Size
from surveyapp.reports.paper.content import OwnWay
from surveyapp.store import review_lists, reviews
from surveyapp.web.access import sees_results
from surveyapp.web.clock import local, now, today
from surveyapp.web.db import reading, writing
from surveyapp.web.file_names import What, list_alike, name_file
from surveyapp.web.i18n import offered_languages, text
from surveyapp.web.keys import keys
from surveyapp.web.making import made_file, made_in_turn, made_once
from surveyapp.web.refusals import refusal
from surveyapp.web.rounds.acts import Act
from surveyapp.web.rounds.opening import count_letters
from surveyapp.web.rounds.tickets import Ticket
from surveyapp.web.settings import settings
from surveyapp.workflow.invitations import printing_forms, writing_letters

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

NOT_MADE = "NOT-MADE.txt"
Sheet = tuple[str, Callable[[], bytes]]
"""What a file is called, and what makes it."""


@dataclass(frozen=True, slots=True)
class Print:
    """How everything in one file is printed; ``language`` as it was asked for."""

    language: str
    size: Size
    alike: frozenset[int] = frozenset()
    """The reviews whose files are told apart by their partners' short names."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return in which languages, each after or beside the other."""
        return printed_in(self.language, offered_languages())


def send_files(ticket: Ticket, *, language: str, size: Size) -> Response:
    """Return one file with everything that the ticket asks for, made while it is sent."""
    with reading() as session:
        alike = list_alike(review_lists.list_some(session, [item.review_id for item in ticket.todo]))
    chunks = stream_with_context(_zipped(ticket, Print(language, size, frozenset(alike))))
    name = f"{ticket.act}-{today():%Y-%m-%d}{f'-{ticket.part}' if ticket.part > 1 else ''}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(chunks, mimetype="application/zip", headers=headers)


def _zipped(ticket: Ticket, how: Print) -> Iterator[bytes]:
    sink, wrong, names = _Sink(), list[str](), list[str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for item in ticket.todo:
            called, sheets = _sheets(ticket.act, item.review_id, how)
            for name, make in sheets:
                try:
                    _put(archive, _alone(name, names), make())
                except ReviewError as error:
                    wrong.append(f"{name} – {called}: {refusal(error)}")
                yield sink.taken()
        if wrong:
            _put(archive, NOT_MADE, "\r\n".join(["", *wrong]).encode("utf-8-sig"))
    yield sink.taken()


def _alone(name: str, names: list[str]) -> str:
    """Return the name of a file, told from those that are in already: long names may begin alike."""
    start, dot, kind = name.rpartition(".")
    names.append(name)
    return name if names.count(name) == 1 else f"{start} ({names.count(name)}){dot}{kind}"


def _sheets(act: Act, review_id: int, how: Print) -> tuple[str, list[Sheet]]:
    """Return a review's partner, and its files; of a review that is gone meanwhile, one that cannot be made."""
    try:
        with reading() as session:
            review = reviews.get_review(session, review_id)
            return text(review.partner.name), list(_FILES[act](session, review, how))
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


def _letters(session: Session, review: Review, how: Print) -> Iterator[Sheet]:
    for side, count in count_letters(session, review).items():
        if count:
            yield _name(review, What.LETTERS, how, side=side), partial(_print_letters, review.id, side)


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


def _forms(_session: Session, review: Review, how: Print) -> Iterator[Sheet]:
    for side in Side:
        yield _name(review, What.FORM, how, how.language, side=side), partial(_print_form, review.id, side, how)


def _print_form(review_id: int, side: Side, how: Print, ways: tuple[OwnWay, ...] = ()) -> bytes:
    from surveyapp.reports.paper.blank_form import load_blank_form, make_blank_form  # noqa: PLC0415 - likewise

    with reading() as session:
        given: dict[str, Any] = {"languages": how.languages, "keeping": settings().keeping, "ways": ways}
        form = load_blank_form(session, review_id, side=side, **given)
    if ways:
        with made_in_turn() as make:  # what holds codes is kept nowhere
            return make(partial(make_blank_form, form))
    return made_once(partial(make_blank_form, form))


def _codes(session: Session, review: Review, how: Print) -> Iterator[Sheet]:
    for side in Side:
        count = printing_forms.count_forms(session, review.id, side=side)
        for first in range(1, count + 1, printing_forms.AT_ONCE):
            last = min(first + printing_forms.AT_ONCE - 1, count)
            name = _name(review, What.FORMS, how, f"{first}-{last}", how.language, side=side)
            yield name, partial(_print_codes, review.id, side, how, first, last)


def _print_codes(review_id: int, side: Side, how: Print, first: int, last: int) -> bytes:
    which: dict[str, Any] = {"side": side, "first": first, "last": last, "keys": keys()}
    with reading() as session:
        listed = printing_forms.list_forms(session, review_id, **which)
    ways = tuple(OwnWay(f"{settings().public_url}/r/{one.token}", one.code) for one in listed)
    made = _print_form(review_id, side, how, ways)
    with writing() as session:  # once they are made: what is recorded as taken is in the file
        if printing_forms.take_forms(session, review_id, **which) != listed:
            raise StateError(Code.CHANGED_SINCE)
    return made


def _packs(_session: Session, review: Review, how: Print) -> Iterator[Sheet]:
    yield _name(review, What.PACK, how, how.size, how.language), partial(_print_pack, review.id, how)


def _print_pack(review_id: int, how: Print) -> bytes:
    from surveyapp.reports.pack.making import load_pack, make_pack  # noqa: PLC0415 - likewise

    languages, size = how.languages, how.size
    with reading() as session:
        pack = load_pack(session, review_id, languages=languages, today=today(), may_see=sees_results, size=size)
    return made_file(partial(make_pack, pack), "pack", pack.key())


def _name(review: Review, what: What, how: Print, *more: str, side: Side | None = None) -> str:
    return name_file(review, what, "pdf", *more, side=side, is_alike=review.id in how.alike).shown


_FILES: Mapping[Act, Callable[[Session, Review, Print], Iterator[Sheet]]] = {
    Act.LETTERS: _letters,
    Act.FORMS: _forms,
    Act.CODES: _codes,
    Act.PACKS: _packs,
}

"""What is agreed of one topic as the screen's fields have it, and what of them was written on this screen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from surveyapp.core.conduct.noting import PARTS
from surveyapp.core.wire import canonical_json, digest
from surveyapp.store import noting as stored
from surveyapp.web.clock import local
from surveyapp.web.i18n import gettext, moment
from surveyapp.web.refusals import refusal
from surveyapp.workflow.reviews import noting
from surveyapp.workflow.reviews.noting import Kept

SHOWN = "shown"
"""The last field of a body: what the screen had in its fields, as JSON; a body that was cut has it never whole."""

RENEWED = "renewed"
"""In the query of a screen whose form's token is not taken any more: it is told a new one."""

_MARK, _PLAIN_LIMIT = "~", 64


@dataclass(frozen=True, slots=True)
class Board:
    """The fields of one topic with what is kept in them, and when something was last kept."""

    fields: Mapping[str, str]
    written_at: datetime | None
    is_signed: bool

    @property
    def version(self) -> str:
        """Return what differs when anything of it does."""
        return digest(canonical_json([self.fields, self.written_at, self.is_signed]))[:16]

    @property
    def actions(self) -> list[str]:
        """Return the actions' keys; last the one that is not whole yet."""
        return [name.removesuffix(f"-{PARTS[0]}") for name in self.fields if name.endswith(f"-{PARTS[0]}")]

    @property
    def shown(self) -> str:
        """Return what a page says that it shows: long texts by a mark of theirs."""
        return canonical_json({name: mark_of(value) for name, value in self.fields.items()})

    def saved(self, now: datetime) -> str:
        """Return when something was last kept, in words; nothing where nothing is."""
        if self.written_at is None:
            return ""
        if now - self.written_at < timedelta(hours=12):
            return str(gettext("Saved at %(time)s.", time=local(self.written_at).strftime("%H:%M")))
        return str(gettext("Saved on %(moment)s.", moment=moment(self.written_at)))


def load_board(session: Session, review_id: int, section_id: str) -> Board:
    """Return what is written of a topic."""
    return Board(
        noting.load_notes(session, review_id, section_id).by_field(),
        stored.find_last_written(session, review_id, section_id),
        stored.find_signed_at(session, review_id) is not None,
    )


def mark_of(value: str) -> str:
    """Return a short text as it is, and of a longer one what tells it from others."""
    is_plain = len(value) <= _PLAIN_LIMIT and not value.startswith(_MARK)
    return value if is_plain else _MARK + digest(value)[:16]


def read_shown(board: Board, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what the screen said that it showed, marks turned into the texts that they are of.

    What was shown is what was typed, where nothing was, or what is kept; else nobody knows it any more.

    Raises:
        BadRequest: the body is not whole.
    """
    try:
        shown = json.loads(request.form.get(SHOWN, ""))
    except ValueError:
        raise BadRequest("cut") from None
    if not isinstance(shown, dict) or not all(isinstance(one, str) for one in shown.values()):
        raise BadRequest("malformed")
    return {
        name: next((text[name] for text in (typed, board.fields) if name in text and mark_of(text[name]) == one), one)
        for name, one in shown.items()
    }


def told(board: Board, *, now: datetime, kept: Kept | None = None) -> ResponseReturnValue:
    """Tell a script what is kept, and what became of what it sent; 304 where it knows that already."""
    if kept is None and request.if_none_match.contains(board.version):
        return Response(status=HTTPStatus.NOT_MODIFIED)
    return {
        "version": board.version,
        "fields": board.fields,
        "saved": board.saved(now),
        "signed": board.is_signed,
        "token": generate_csrf() if RENEWED in request.args else None,
        "made": kept.made if kept else None,
        "clashes": dict(kept.clashes) if kept else {},
        "faults": {name: refusal(error) for name, error in kept.faults.items()} if kept else {},
    }

"""Keeping one page: what was posted, what another device changed meanwhile, and what scripts are told."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from types import MappingProxyType
from typing import ParamSpec

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException

from surveyapp.core.errors import GoneError, InputError, NotFoundError, ReviewError
from surveyapp.core.form.pages import ChoiceField, Page, PageValues, RatingField, Value
from surveyapp.core.text.bidi import without_controls
from surveyapp.web.clock import now
from surveyapp.web.db import at_once, keeping
from surveyapp.web.i18n import current_language, gettext, marked
from surveyapp.web.keys import keys
from surveyapp.web.refusals import refusal
from surveyapp.web.respond.forms import CHANGE_KEY, PageForm, page_form, read_values
from surveyapp.web.respond.manifest import changes_since, find_conflicts, read_manifest, write_manifest
from surveyapp.workflow.answers import answering
from surveyapp.workflow.answers.answering import Ready, WayIn

JSON = "application/json"
NOTHING_KEPT: PageValues = MappingProxyType({})
_KEYS = re.compile(r"[0-9A-Za-z_-]{8,64}(\.[0-9A-Za-z_-]{8,64}){0,15}")
_Arguments = ParamSpec("_Arguments")

_STATUS: Mapping[type[ReviewError], int] = {NotFoundError: 404, GoneError: 410, InputError: 422}
_BY_STATUS = {404: marked("This page does not exist."), 413: marked("What you sent was too large.")}
_INCOMPLETE = marked("What we received was incomplete or did not come from one of our forms.")
_ALREADY_SENT = marked("These answers were sent already, and can no longer be changed.")


@dataclass(frozen=True)
class Posted:
    """One page as it came: what is valid, what the reader changed, and what to do after it is kept."""

    page: Page
    body: MultiDict[str, str]
    values: Mapping[str, Value]
    changes: Mapping[str, Value]
    keys: Sequence[str]
    go: str
    clear: str
    is_valid: bool
    conflicts: Mapping[str, str] = field(default_factory=dict)

    @property
    def stays(self) -> bool:
        """Say whether the reader stays on the page."""
        return not self.is_valid or bool(self.clear) or self.go == self.page.id

    @cached_property
    def form(self) -> PageForm:
        """Return the form that says of each field which was not taken what is wrong with it."""
        form = page_form(self.page, current_language(), values={}, body=self.body)
        form.validate()
        for one in form:
            if one.name in self.conflicts:
                one.errors = [*one.errors, _in_conflict(self.conflicts[one.name])]
        return form

    @property
    def faults(self) -> dict[str, str]:
        """Return what is said of each field that was not valid."""
        if self.is_valid:
            return {}
        return {f.name: " ".join(map(str, f.errors)) for f in self.form if f.errors and f.name not in self.conflicts}

    def changed_elsewhere(self, kept: PageValues) -> dict[str, Value]:
        """Return what is kept otherwise than the page shows it: changed on another device, or in another tab."""
        now_kept = {f.name: kept.get(f.name, f.empty) for f in self.page.fields if f.name in self.values}
        return {name: value for name, value in now_kept.items() if value != self.values[name]}


def read_posted(page: Page, body: MultiDict[str, str], *, kept: PageValues = NOTHING_KEPT) -> Posted:
    """Return what ``body`` and the address say about ``page``; texts that differ from those ``kept`` are in conflict.

    Raises:
        BadRequest: the body is not whole, or not of this page.
    """
    values = read_values(page, body)
    is_valid = len(values) == len(page.fields)
    shown = read_manifest(page, body)
    changes = changes_since(shown, values)
    key, clear = body.get(CHANGE_KEY, ""), _cleared(page)
    if key and not _KEYS.fullmatch(key):
        raise BadRequest("bad_key")
    if clear:
        values[clear] = changes[clear] = ""
    conflicts = find_conflicts(page, shown, changes=changes, kept=kept) if kept else {}
    going = {name: value for name, value in changes.items() if name not in conflicts}
    is_valid = is_valid and not conflicts
    return Posted(
        page, body, values, going, key.split(".") if key else [], request.args.get("go", ""), clear, is_valid, conflicts
    )


def keep(known: WayIn, page: Page, body: MultiDict[str, str]) -> tuple[WayIn, Posted]:
    """Keep what was posted, unless everything was sent already; return the way in as it is then, and what was posted.

    All is worked out beforehand, so that the link is held for a moment only, and anew where somebody else changed it.
    """
    posted = read_posted(page, body, kept=known.draft.values(page))
    if _changes_nothing(known, posted):
        return known, posted
    ready = _made_ready(known, posted)
    with at_once() as connection:
        if answering.keep_where_known(connection, ready, now=now()):
            return ready.way_in, posted
    with keeping() as connection:
        way_in = answering.hold_way_in(connection, known.token, now=now(), keys=keys(), known=known)
        if way_in is not known:
            posted = read_posted(page, body, kept=way_in.draft.values(page))
            if _changes_nothing(way_in, posted):
                return way_in, posted
            ready = _made_ready(way_in, posted)
        answering.keep_held(connection, ready)
    return ready.way_in, posted


def _changes_nothing(way_in: WayIn, posted: Posted) -> bool:
    return way_in.is_sent or (posted.stays and not posted.changes)


def _made_ready(way_in: WayIn, posted: Posted) -> Ready:
    return answering.make_ready(
        way_in,
        page_id=posted.page.id,
        changes=posted.changes,
        is_left=not posted.stays,
        change_keys=posted.keys,
    )


def wants_json() -> bool:
    """Say whether a script asks, and no browser that shows a page."""
    return request.accept_mimetypes.best == JSON


def saved_reply(way_in: WayIn, posted: Posted, *, onward: str) -> ResponseReturnValue:
    """Tell a script what is kept now, what others changed, what is not valid, and where the form goes on."""
    if way_in.is_sent:
        return {"error": gettext(_ALREADY_SENT), "next": onward}, 409
    kept = way_in.draft.values(posted.page)
    return {
        "manifest": write_manifest(posted.page, kept),
        "changed": posted.changed_elsewhere(kept),
        "errors": posted.faults,
        "conflicts": posted.conflicts,
        "next": onward,
    }


def told_to_scripts(view: Callable[_Arguments, ResponseReturnValue]) -> Callable[_Arguments, ResponseReturnValue]:
    """Wrap a view so that a script which asked for JSON gets a refusal as one sentence; others get a page."""

    @wraps(view)
    def answer(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except (NotFoundError, GoneError, InputError, HTTPException) as error:
            if not wants_json():
                raise
            return _refusal(error)

    return answer


def _refusal(error: ReviewError | HTTPException) -> ResponseReturnValue:
    if isinstance(error, ReviewError):
        return {"error": refusal(error)}, next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    status = error.code or 500
    return {"error": gettext(_BY_STATUS.get(status, _INCOMPLETE))}, status


def _in_conflict(theirs: str) -> str:
    """Return what is said beside a text that was written elsewhere too; both are shown, and the reader chooses."""
    return str(
        gettext(
            "Another text was written for this question, in another tab or on another device: “%(text)s” "
            "Yours is shown below and is not saved yet: change it or leave it, and save again to replace the other.",
            text=without_controls(theirs),
        )
    )


def _cleared(page: Page) -> str:
    """Return the question whose answer the pressed button clears, or ""."""
    wanted = request.args.get("clear", "")
    clearable = {f.name for f in page.fields if isinstance(f, (RatingField, ChoiceField))}
    return wanted if wanted in clearable else ""

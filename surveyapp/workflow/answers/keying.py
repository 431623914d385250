"""Keying: a paper form that came back is typed in, once or twice, and becomes one response."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, InputError, NotFoundError
from surveyapp.core.form.draft import Draft
from surveyapp.core.form.pages import Field, Page, Value
from surveyapp.store import audit, drafts, invitations
from surveyapp.workflow.answers import answering
from surveyapp.workflow.answers.answering import WayIn
from surveyapp.workflow.keys import Keys, token_hash

FIRST, SECOND = 1, 2


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was keyed otherwise the second time."""

    page: Page
    field: Field
    first: Value
    second: Value


@dataclass(frozen=True)
class PaperForm:
    """A paper form, and what was keyed of it so far: the first and the second time; ``code`` is printed on it."""

    way_in: WayIn
    code: str
    keyings: Mapping[int, Draft]

    @property
    def is_keyed(self) -> bool:
        """Say whether it was keyed at least once."""
        return FIRST in self.keyings

    @property
    def is_begun_on_screen(self) -> bool:
        """Say whether somebody has begun to answer it on a screen, where sending it from here would end that."""
        return any(self.way_in.draft.pages.values())

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return where the two keyings differ; nowhere when there is one."""
        return tuple(self._differences()) if SECOND in self.keyings else ()

    def _differences(self) -> Iterator[Difference]:
        for page in self.way_in.pages:
            first, second = (self.keyings[number].values(page) for number in (FIRST, SECOND))
            for field in page.fields:
                values = first.get(field.name, field.empty), second.get(field.name, field.empty)
                if _compared(values[0]) != _compared(values[1]):
                    yield Difference(page, field, *values)


def find_form(session: Session, code: str, *, keys: Keys) -> PaperForm:
    """Return the paper form with this code; changes nothing.

    Raises:
        NotFoundError: no paper form has this code.
    """
    try:
        way_in = answering.find_way_in(session, code, keys=keys)
    except NotFoundError:
        raise NotFoundError(Code.UNKNOWN_PAPER) from None
    if way_in.state is not None and not invitations.is_on_paper(session, token_hash(code)):
        raise NotFoundError(Code.UNKNOWN_PAPER)
    keyings = drafts.open_keyings(session, token_hash(code), key=keys.draft_key(code))
    link = invitations.find_link_by_hash(session, token_hash(code))
    printed = keys.secret(link.invitation.id, link.nonce, stored=link.token_hash).code if link else code
    return PaperForm(way_in, printed, keyings)


def keep(session: Session, code: str, *, number: int, draft: Draft, now: datetime, keys: Keys) -> None:
    """Keep the whole form as it was keyed the first or the second time, in place of what was kept of that time.

    Raises:
        NotFoundError: no paper form has this code.
        GoneError: the review does not take answers, or the code was withdrawn.
        InputError: the form was sent already, a value is not one that its field takes, or it is the second keying
            of a form that has no first.
    """
    form = _held(session, code, now=now, keys=keys)
    if form.way_in.is_sent:
        raise InputError(Code.ALREADY_SENT)
    if number != FIRST and not form.is_keyed:
        raise InputError(Code.NOT_KEYED)
    for page in form.way_in.pages:
        answering.require_values(page, draft.values(page))
    drafts.put_keying(session, token_hash(code), number=number, draft=draft, key=keys.draft_key(code))


def settle(session: Session, code: str, *, chosen: Mapping[tuple[str, str], int], now: datetime, keys: Keys) -> None:
    """Take the chosen keying's value (page id and field name → 1 or 2) into both, where they differ.

    Raises:
        NotFoundError, GoneError, InputError: as ``keep`` says.
    """
    form = _held(session, code, now=now, keys=keys)
    if form.way_in.is_sent:
        raise InputError(Code.ALREADY_SENT)
    settled = dict(form.keyings)
    for one in form.differences:
        number = chosen.get((one.page.id, one.field.name))
        if number:
            value = one.first if number == FIRST else one.second
            settled = {n: draft.with_changes(one.page, {one.field.name: value}) for n, draft in settled.items()}
    for number, draft in settled.items():
        drafts.put_keying(session, token_hash(code), number=number, draft=draft, key=keys.draft_key(code))


def send(session: Session, code: str, *, now: datetime, keys: Keys) -> str:
    """Turn what was keyed into a response, once, and return the receipt code; sending again returns the same code.

    The record names the review and not the side, so that it counts no side's forms.

    Raises:
        NotFoundError: no paper form has this code.
        GoneError: the review does not take answers, or the code was withdrawn.
        InputError: nothing was keyed, or the two keyings differ.
    """
    form = _held(session, code, now=now, keys=keys)
    if not form.way_in.is_sent:
        if form.differences:
            raise InputError(Code.KEYINGS_DIFFER)
        answering.respond(session, form.way_in, draft=form.keyings.get(FIRST, Draft()), now=now)
        audit.record(session, "keying.sent", review_id=form.way_in.review.id)
    return keys.receipt_code(code)


def _held(session: Session, code: str, *, now: datetime, keys: Keys) -> PaperForm:
    invitations.lock_visit(session, token_hash(code))
    form = find_form(session, code, keys=keys)
    form.way_in.require_usable(now)
    return form


def _compared(value: Value) -> Value:
    return " ".join(value.split()) if isinstance(value, str) else value

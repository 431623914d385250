"""Keying: a paper form that came back is typed in, once or twice, and becomes one response.

What was keyed to its end is handed back to nobody: of two keyings only the fields that differ are shown, until the form
is sent (decision 41).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, InputError, NotFoundError
from surveyapp.core.form.draft import Draft
from surveyapp.core.form.pages import Field, Page, Value
from surveyapp.store import audit, drafts, invitations
from surveyapp.store.drafts import Keying
from surveyapp.store.visits import lock_visit
from surveyapp.workflow.answers import answering
from surveyapp.workflow.answers.answering import WayIn
from surveyapp.workflow.keys import Keys, token_hash

FIRST, SECOND = 1, 2
ALIKE_TO = 4
"""Of as many fields as one of two keyings has something in, one may differ: more are no slips, and are not shown."""
FEWEST_SHOWN = 3
"""So many differences are shown however little was filled in."""
NOTHING_TYPED: Mapping[tuple[str, str], Value] = MappingProxyType({})


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
    keyings: Mapping[int, Keying]

    @property
    def is_keyed(self) -> bool:
        """Say whether it was keyed to its end at least once."""
        return self._is_done(FIRST)

    @property
    def is_keyed_twice(self) -> bool:
        """Say whether it was keyed to its end a second time."""
        return self._is_done(SECOND)

    def begun(self, number: int) -> Draft:
        """Return what was keyed the first or the second time so far, by somebody who has not come to the end of it."""
        keying = self.keyings.get(number)
        return keying.draft if keying and not keying.is_done else Draft()

    def _is_done(self, number: int) -> bool:
        return number in self.keyings and self.keyings[number].is_done

    @property
    def is_begun_on_screen(self) -> bool:
        """Say whether somebody has begun to answer it on a screen, where sending it from here would end that."""
        return any(self.way_in.draft.pages.values())

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return where the two keyings differ; nowhere until both are done."""
        return tuple(self._differences()) if self.is_keyed_twice else ()

    @property
    def is_apart(self) -> bool:
        """Say whether the two keyings are too unlike to be of one sheet.

        Then no value is shown: a second that is left blank, or made up, would read out the first.
        """
        return self.is_keyed_twice and len(self.differences) > max(FEWEST_SHOWN, len(list(self._filled())) // ALIKE_TO)

    def _filled(self) -> Iterator[Field]:
        for page in self.way_in.pages:
            both = [self.keyings[number].draft.values(page) for number in (FIRST, SECOND)]
            yield from (
                one for one in page.fields if any(keyed.get(one.name, one.empty) != one.empty for keyed in both)
            )

    def _differences(self) -> Iterator[Difference]:
        for page in self.way_in.pages:
            first, second = (self.keyings[number].draft.values(page) for number in (FIRST, SECOND))
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


def keep(
    session: Session,
    code: str,
    *,
    number: int,
    draft: Draft,
    now: datetime,
    keys: Keys,
    is_done: bool = True,
    is_again: bool = False,
) -> None:
    """Keep the whole form as it was keyed the first or the second time, in place of what was kept of that time.

    Of two who key the same time at once, whoever comes to the end first has keyed it. ``is_again`` says that the first
    is taken up again by whoever still has what was typed and gives all of it, until somebody has begun a second.

    Raises:
        NotFoundError: no paper form has this code.
        GoneError: the review does not take answers, or the code was withdrawn.
        InputError: the form was sent already, a value is not one that its field takes, it is the second keying of a
            form that has no first, or that time was keyed to its end, and otherwise.
    """
    form = _held(session, code, now=now, keys=keys)
    if form.way_in.is_sent:
        raise InputError(Code.ALREADY_SENT)
    if number != FIRST and not form.is_keyed:
        raise InputError(Code.NOT_KEYED)
    for page in form.way_in.pages:
        answering.require_values(page, draft.values(page))
    kept = form.keyings.get(number)
    if kept and kept.is_done:
        if kept.draft.pages != draft.pages:
            raise InputError(Code.KEYED_ALREADY)
        if not is_again or number != FIRST or SECOND in form.keyings:
            return
    _put(session, form, number, Keying(draft, is_done), keys=keys)


def settle(
    session: Session,
    code: str,
    *,
    chosen: Mapping[tuple[str, str], int],
    now: datetime,
    keys: Keys,
    typed: Mapping[tuple[str, str], Value] = NOTHING_TYPED,
) -> None:
    """Take the chosen keying's value (page id and field name → 1 or 2), or what was typed, into both where they differ.

    Raises:
        NotFoundError, GoneError, InputError: as ``keep`` says.
    """
    form = _held(session, code, now=now, keys=keys)
    if form.way_in.is_sent:
        raise InputError(Code.ALREADY_SENT)
    settled = dict(form.keyings)
    for one in form.differences:
        of = one.page.id, one.field.name
        values = {FIRST: one.first, SECOND: one.second}
        value = typed[of] if of in typed else values.get(chosen.get(of, 0))
        if value is not None:
            answering.require_values(one.page, {one.field.name: value})
            change = {one.field.name: value}
            settled = {n: replace(k, draft=k.draft.with_changes(one.page, change)) for n, k in settled.items()}
    for number, keying in settled.items():
        drafts.put_keying(session, token_hash(code), number=number, keying=keying, key=keys.draft_key(code))


def send(session: Session, code: str, *, now: datetime, keys: Keys) -> str:
    """Turn what was keyed into a response, once, and return the receipt code; sending again returns the same code.

    The record names the review and not the side, so that it counts no side's forms; of a form that was keyed twice it
    says in how many fields the keyings differed, and not in which.

    Raises:
        NotFoundError: no paper form has this code.
        GoneError: the review does not take answers, or the code was withdrawn.
        InputError: nothing was keyed to its end, no question is answered, or the two keyings differ.
    """
    form = _held(session, code, now=now, keys=keys)
    if not form.way_in.is_sent:
        if not form.is_keyed:
            raise InputError(Code.NOT_KEYED)
        if form.differences:
            raise InputError(Code.KEYINGS_DIFFER)
        told = {"is_twice": True, "differed": form.keyings[SECOND].differed or 0} if form.is_keyed_twice else {}
        answering.respond(session, form.way_in, draft=form.keyings[FIRST].draft, now=now)
        audit.record(session, "keying.sent", review_id=form.way_in.review.id, **told)
    return keys.receipt_code(code)


def _put(session: Session, form: PaperForm, number: int, keying: Keying, *, keys: Keys) -> None:
    """Keep a keying; once both are done, with the number of fields in which they differ."""
    if number == SECOND and keying.is_done:
        compared = replace(form, keyings={**form.keyings, number: keying})
        keying = replace(keying, differed=len(compared.differences))
    code = form.way_in.token
    drafts.put_keying(session, token_hash(code), number=number, keying=keying, key=keys.draft_key(code))


def _held(session: Session, code: str, *, now: datetime, keys: Keys) -> PaperForm:
    lock_visit(session, token_hash(code))
    form = find_form(session, code, keys=keys)
    form.way_in.require_usable(now)
    return form


def _compared(value: Value) -> Value:
    return " ".join(value.split()) if isinstance(value, str) else value

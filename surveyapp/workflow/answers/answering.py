"""Answering: a link opens a form, its pages are kept as drafts, and sending turns the draft into a response."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from surveyapp.core.conduct.review import Answering, InvitationState, Review, State, Succession
from surveyapp.core.errors import Code, GoneError, InputError, NotFoundError
from surveyapp.core.form.draft import Draft, to_sheet
from surveyapp.core.form.pages import Page, PageValues, find_page, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import drafts, invitations, responses, reviews, turnouts, visits
from surveyapp.store.engine import Bound
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.visits import Visit
from surveyapp.workflow.keys import Keys, token_hash


@dataclass(frozen=True)
class WayIn:
    """What one link leads to.

    ``is_mailed`` says that a mail carried the link, and that nobody on the staff was shown it.
    """

    token: str
    side: Side
    state: InvitationState | None
    succession: Succession | None
    is_mailed: bool
    review: Review
    questionnaire: Questionnaire
    pages: tuple[Page, ...]
    draft: Draft
    visit: Visit = field(repr=False)
    draft_key: bytes = field(repr=False)

    @property
    def is_sent(self) -> bool:
        """Say whether the answers behind this link were sent. Unknown, and so False, once the review is sealed."""
        return self.state is InvitationState.SENT

    @property
    def is_reissued(self) -> bool:
        """Say whether the link took the place of an earlier one, of which it is never said whether it was used."""
        return self.succession in {Succession.AFTER_UNUSED, Succession.AFTER_SENT}

    @property
    def is_attributed(self) -> bool:
        """Say whether the form is an organisation's, and shown as its own."""
        return self.review.answering.of(self.side) is Answering.ORGANISATION

    def require_open(self, now: datetime) -> None:
        """Raise GoneError unless answers may be kept and sent at ``now``."""
        if self.state is InvitationState.REVOKED:
            raise GoneError(Code.LINK_REPLACED if self.succession is Succession.REPLACED else Code.LINK_REVOKED)
        if self.review.state is State.DRAFT:
            raise GoneError(Code.REVIEW_NOT_OPEN)
        if not self.review.takes_answers_at(now):
            raise GoneError(Code.REVIEW_CLOSED)

    def require_usable(self, now: datetime) -> None:
        """Raise GoneError unless answers may be kept and sent at ``now``, or were sent and are still to be counted."""
        if not (self.is_sent and self.review.state is State.OPEN):
            self.require_open(now)


def find_way_in(bound: Bound, token: str, *, keys: Keys, known: WayIn | None = None) -> WayIn:
    """Return what ``token`` leads to, the very one that is ``known`` where that still stands so; changes nothing.

    Raises:
        NotFoundError: no link has this token.
    """
    hashed = token_hash(token)
    visit = visits.find_visit(bound, hashed, known=known.visit if known else None)
    if visit is None:
        raise NotFoundError(Code.UNKNOWN_LINK)
    if known is not None and visit is known.visit:
        return known
    draft_key = keys.draft_key(token)
    draft = drafts.open_draft(visit.sealed_draft, key=draft_key, token_hash=hashed)
    questionnaire = get_questionnaire(bound, visit.review.questionnaire)
    pages = _pages(questionnaire, visit.review, visit.side)
    return WayIn(
        token=token,
        side=visit.side,
        state=visit.state,
        succession=visit.succession,
        is_mailed=visit.is_mailed,
        review=visit.review,
        questionnaire=questionnaire,
        pages=pages,
        draft=draft,
        visit=visit,
        draft_key=draft_key,
    )


def count_invited(bound: Bound, way_in: WayIn) -> dict[Side, int]:
    """Return how many people each side was invited with; every respondent may see it."""
    counts = reviews.count_invited(bound, [way_in.review.id])
    return {side: counts[way_in.review.id, side] for side in Side}


def hold_way_in(bound: Bound, token: str, *, now: datetime, keys: Keys, known: WayIn | None = None) -> WayIn:
    """Return what ``token`` leads to, held alone until the transaction ends, so that it may be changed.

    Whoever has worked something out of what is ``known`` need not do so again where the same comes back.

    Raises:
        NotFoundError: no link has this token.
        GoneError: the review does not take answers, or the link was revoked.
    """
    visits.lock_visit(bound, token_hash(token))
    way_in = find_way_in(bound, token, keys=keys, known=known)
    way_in.require_usable(now)
    return way_in


@dataclass(frozen=True)
class Ready:
    """A page that was worked out and is to be kept: the way in as it is then, and its draft as it is stored."""

    way_in: WayIn
    sealed: bytes | None = field(repr=False)
    """None where nothing is changed."""


def make_ready(
    way_in: WayIn,
    *,
    page_id: str,
    changes: PageValues,
    is_left: bool = True,
    change_keys: Sequence[str] = (),
) -> Ready:
    """Work out what keeping ``changes`` (field name → value; an empty value clears) of one page comes to.

    ``is_left`` says that the reader goes on to another page. Changes that come a second time under
    the first of ``change_keys`` are known, and not made again over what was answered since; nor are those that come
    under the others, which are older changes in the same hands that these hold, and may still be on their way.

    Raises:
        NotFoundError: the form has no such page.
        InputError: the answers were sent already (``already_sent``), or a value is not one that its field takes.
    """
    if way_in.is_sent:
        raise InputError(Code.ALREADY_SENT)
    page = find_page(way_in.pages, page_id)
    if page is None:
        raise NotFoundError(Code.NO_PAGE, page=page_id)
    require_values(page, changes)
    if set(change_keys[:1]) & set(way_in.draft.keys):
        return Ready(way_in, None)
    draft = way_in.draft.with_changes(page, changes, is_left=is_left).remembering(change_keys)
    sealed = drafts.seal_draft(draft, key=way_in.draft_key, token_hash=token_hash(way_in.token))
    return Ready(replace(way_in, draft=draft), sealed)


def keep_held(bound: Bound, ready: Ready) -> None:
    """Keep what is ready; its way in is held, and is as it was when that was worked out."""
    if ready.sealed is not None:
        drafts.put_sealed(bound, token_hash(ready.way_in.token), sealed=ready.sealed)


def keep_where_known(bound: Bound, ready: Ready, *, now: datetime) -> bool:
    """Keep what is ready in one statement, where all still is as it was when that was worked out; say whether it is.

    Where it is not, the link is to be held.

    Raises:
        GoneError: the review does not take answers any more.
    """
    ready.way_in.require_usable(now)
    if ready.sealed is None:
        return True
    hashed, visit = token_hash(ready.way_in.token), ready.way_in.visit
    return drafts.put_sealed_where_known(bound, hashed, sealed=ready.sealed, visit=visit)


def send(bound: Bound, token: str, *, now: datetime, keys: Keys) -> str:
    """Turn the draft into a response, once, and return the receipt code; sending again returns the same code.

    Raises:
        NotFoundError: no link has this token.
        GoneError: the review does not take answers, or the link was revoked.
        InputError: nothing was answered.
    """
    way_in = hold_way_in(bound, token, now=now, keys=keys)
    if not way_in.is_sent:
        respond(bound, way_in, draft=way_in.draft, now=now)
    return keys.receipt_code(token)


def respond(bound: Bound, way_in: WayIn, *, draft: Draft, now: datetime) -> None:
    """Store the response that ``draft`` comes to, use up the link, which is held, and drop what was begun.

    Through a link that took the place of a used one nothing is stored, and everything else is done as ever: whoever
    holds it must not learn of the other.

    Raises:
        InputError: nothing was answered.
    """
    sheet = to_sheet(draft, way_in.pages, way_in.side)
    if sheet.is_blank:
        raise InputError(Code.NOTHING_ANSWERED)
    hashed = token_hash(way_in.token)
    turnouts.begin_day(bound, way_in.review.id, side=way_in.side, now=now)
    if way_in.succession is not Succession.AFTER_SENT:
        responses.put_response(bound, sheet, review_id=way_in.review.id)
    drafts.drop_draft(bound, hashed)
    drafts.drop_keyings(bound, hashed)
    invitations.mark_sent(bound, hashed)


def require_values(page: Page, changes: PageValues) -> None:
    """Raise InputError unless every one of ``changes`` is a value that its field takes."""
    fields = {field.name: field for field in page.fields}
    for name, value in changes.items():
        if name not in fields or not fields[name].accepts(value):
            raise InputError(Code.BAD_VALUE, field=name)


def _pages(questionnaire: Questionnaire, review: Review, side: Side) -> tuple[Page, ...]:
    key = (review.questionnaire, side, review.asks_profile(side))
    known = _PAGES.get(key)
    if known is None:
        known = _PAGES.setdefault(key, form_pages(questionnaire, side, asks_profile=review.asks_profile(side)))
    return known


_PAGES: dict[tuple[str, Side, bool], tuple[Page, ...]] = {}
"""Pages of versions already seen; a version never changes."""

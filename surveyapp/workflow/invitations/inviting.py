"""Inviting people: personal links, made before opening, the same every time they are asked for."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy.orm import Session

from surveyapp.catalogue.lists import RowFault
from surveyapp.catalogue.people import PeopleList, read_people
from surveyapp.core.conduct.alike import Alike, SameName, find_alike, without_repeats
from surveyapp.core.conduct.review import Answering, Invitation, InvitationState, Review, Step, Succession
from surveyapp.core.conduct.roster import Person, Recipient, find_repeated
from surveyapp.core.errors import Code, GoneError, InputError, NotFoundError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.typed_codes import Secret
from surveyapp.store import audit, invitations, recipients, reviews
from surveyapp.store.invitations import Link
from surveyapp.store.visits import Visit, find_visit
from surveyapp.workflow.keys import Keys, token_hash

NONCE_BYTES = 16
COUNT_LIMIT = 5000
NOTHING_SAID: Mapping[str, SameName] = MappingProxyType({})


def invite(
    session: Session, review_id: int, *, side: Side, count: int, keys: Keys, is_paper: bool = False
) -> list[str]:
    """Make ``count`` personal links for one side and return their tokens; those of paper forms may also be keyed.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened already; the list is frozen.
        InputError: ``count`` is out of range, or the side answers as an organisation and has its one link.
    """
    _require_room(session, _hold(session, review_id), side=side, count=count)
    audit.record(session, "invitation.made", review_id=review_id, side=side.value, count=count, is_paper=is_paper)
    return _make_links(session, review_id, side=side, count=count, keys=keys, is_paper=is_paper)[1]


def invite_people(
    session: Session,
    review_id: int,
    *,
    side: Side,
    people: Sequence[Person],
    keys: Keys,
    said: Mapping[str, SameName] = NOTHING_SAID,
) -> list[str]:
    """Make a personal link for each of ``people``; mails go out when the review is opened.

    Return the tokens of those who have no address, in their order. A link that a mail carries is handed to nobody else:
    whoever holds it reads what was begun behind it. ``said`` says of names, by their keys, whether they are one person.

    Raises:
        NotFoundError, StateError, InputError: as for ``invite``, or an address stands on the lists already; or
            several have one name, no address tells them apart, and ``said`` does not say whether they are one person.
    """
    review = _hold(session, review_id)
    wanted = _told_apart(session, review_id, side=side, people=people, said=said)
    if not wanted and people:
        return []
    _require_room(session, review, side=side, count=len(wanted))
    listed = recipients.list_addresses(session, review_id)
    known = find_repeated(wanted) + [person.address for person in wanted if person.address in listed]
    if known:
        raise InputError(Code.ADDRESS_LISTED, email=known[0])
    audit.record(session, "invitation.named", review_id=review_id, side=side.value, count=len(wanted))
    ids, tokens = _make_links(session, review_id, side=side, count=len(wanted), keys=keys)
    made = [Recipient(secrets.token_hex(16), review_id, side, person) for person in wanted]
    recipients.put_recipients(session, list(zip(made, ids, strict=True)))
    return [token for person, token in zip(wanted, tokens, strict=True) if not person.address]


def list_alike(session: Session, review_id: int, *, side: Side, people: Sequence[Person]) -> list[Alike]:
    """Return the names that several of a side would have if ``people`` were invited, and no address tells apart."""
    return find_alike(people, _listed(session, review_id, side=side))


def plan_people(session: Session, review_id: int, data: bytes, *, file: str, default: Language) -> PeopleList:
    """Return whom inviting from a file would invite, and what is wrong with it; changes nothing.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    read = read_people(data, file=file, default=default)
    listed = recipients.list_addresses(session, review_id)
    known = [RowFault(row, Code.ADDRESS_KNOWN, person.address) for row, person in read.rows if person.address in listed]
    return replace(read, faults=tuple(sorted([*read.faults, *known], key=lambda fault: fault.row)))


def count_nameless(session: Session, review_id: int, *, side: Side) -> int:
    """Return how many links are nobody's by name, those for paper forms apart, until opening.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened already.
    """
    reviews.get_review(session, review_id).require(Step.INVITE)
    return len(invitations.list_nameless(session, review_id, side=side))


def show_nameless(session: Session, review_id: int, *, side: Side, keys: Keys, offset: int, limit: int) -> list[str]:
    """Return tokens of the links that are nobody's by name, those for paper forms apart; it is recorded who saw them.

    The review is held, so that nobody opens it meanwhile.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened already: whoever is shown a link could read what was begun with it.
    """
    _hold(session, review_id)
    found = invitations.list_nameless(session, review_id, side=side)[offset : offset + limit]
    audit.record(session, "invitation.links_shown", review_id=review_id, side=side.value, count=len(found))
    return [secret_of(link, keys).token for link in found]


def secret_of(link: Link, keys: Keys) -> Secret:
    """Return what leads to the form behind ``link``."""
    return keys.secret(link.invitation.id, link.nonce, stored=link.token_hash)


def get_unused_secret(session: Session, given: str, *, review_id: int, side: Side, keys: Keys) -> Secret:
    """Return what leads to the form behind an unused link that somebody gave as an address or as a code.

    Raises:
        NotFoundError: there is no such link.
        InputError: it is not one of this side of this review, or was used; or nothing that could be one was given.
        GoneError: it was withdrawn, or its review is closed.
    """
    hashed = token_hash(keys.token_typed(given))
    visit, link = find_visit(session, hashed), invitations.find_link_by_hash(session, hashed)
    if visit is None:
        raise NotFoundError(Code.UNKNOWN_LINK)
    if (visit.review.id, visit.side) != (review_id, side):
        raise InputError(Code.LINK_OF_ANOTHER, review=review_id, side=side.value)
    if visit.state is InvitationState.SENT:
        raise InputError(Code.ALREADY_SENT)
    if link is None or visit.state is not InvitationState.UNUSED:
        raise GoneError(_ending(visit))
    return secret_of(link, keys)


def _ending(visit: Visit) -> Code:
    """Return why a link that is not in force any more lets nobody in."""
    if visit.state is None:
        return Code.REVIEW_CLOSED
    return Code.LINK_REPLACED if visit.succession is Succession.REPLACED else Code.LINK_REVOKED


def _hold(session: Session, review_id: int) -> Review:
    """Return a review that is being prepared, held so that nobody else changes its lists meanwhile."""
    reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    review.require(Step.INVITE)
    return review


def _require_room(session: Session, review: Review, *, side: Side, count: int) -> None:
    if not 0 < count <= COUNT_LIMIT:
        raise InputError(Code.BAD_COUNT, limit=COUNT_LIMIT)
    if review.answering.of(side) is Answering.ORGANISATION:
        invited = reviews.count_invited(session, [review.id])[review.id, side]
        if invited + count > 1:
            raise InputError(Code.ONE_FORM_PER_ORGANISATION, side=side.value)


def _told_apart(
    session: Session, review_id: int, *, side: Side, people: Sequence[Person], said: Mapping[str, SameName]
) -> list[Person]:
    """Return ``people`` without those who were said to be somebody else of them, or of the list."""
    listed = _listed(session, review_id, side=side)
    alike = find_alike(people, listed)
    if any(one.key not in said for one in alike):
        names = ", ".join(one.name for one in alike if one.key not in said)
        raise InputError(Code.PEOPLE_ALIKE, side=side.value, names=names)
    return without_repeats(people, listed, ones={one.key for one in alike if said[one.key] is SameName.ONE})


def _listed(session: Session, review_id: int, *, side: Side) -> list[Person]:
    return [one.person for one in recipients.list_recipients(session, review_id, side=side)]


def _make_links(
    session: Session, review_id: int, *, side: Side, count: int, keys: Keys, is_paper: bool = False
) -> tuple[list[str], list[str]]:
    """Store new links and return their ids and their tokens.

    The ids of those for paper count up, so that forms are printed in the order they were made; sealing changes all ids.
    """
    known = invitations.count_made_for_paper(session, review_id) if is_paper else 0
    ids = [f"{known + n:08x}{secrets.token_hex(12)}" if is_paper else secrets.token_hex(16) for n in range(count)]
    made = [Invitation(one, review_id, side, InvitationState.UNUSED) for one in ids]
    nonces = [secrets.token_bytes(NONCE_BYTES) for _ in made]
    tokens = [keys.secret(one.id, nonce).token for one, nonce in zip(made, nonces, strict=True)]
    links = [Link(one, nonce, token_hash(token)) for one, nonce, token in zip(made, nonces, tokens, strict=True)]
    invitations.put_links(session, links, is_paper=is_paper)
    return ids, tokens

"""An installation that has grown: thousands of partners, twenty rounds, and what people and staff left there.

Rows are written straight into the database, as those that the app itself writes; results are documents that closing
computed, each under the name of another partner.
"""

import json
import random
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from bench.answers import fill
from surveyapp.core.conduct.review import Answering, InvitationState, Policy, State
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.searching import places_of, sought_in
from surveyapp.core.wire import canonical_json, digest
from surveyapp.store import audit
from surveyapp.store.engine import record_key_of
from surveyapp.store.rows import (
    ActionRow,
    AuditHeadRow,
    AuditRow,
    FocalPointRow,
    InvitationRow,
    PartnerRow,
    QuestionnaireRow,
    RecipientRow,
    ResultRow,
    ReviewRow,
    RoundRow,
    Row,
    StaffRow,
)
from surveyapp.workflow.accounts import signing_in
from surveyapp.workflow.reviews import closing
from tests.languages import AR, text
from tools.drills.ground import Ground

_PLACES = ("رام الله", "Hebron", "غزة", "Jenin", "نابلس", "Bethlehem", "طولكرم", "Jericho")
_WORDS = ("جمعية", "Society", "لجنة", "Committee", "مركز", "Union", "هيئة", "Network")
KINDS = ("ngo", "national_society", "un", "embassy", "government")
AT_ONCE = 2000
ANSWERED_BY = (6, 8, 9, 11, 14, 17, 20, 24)
"""People behind each of the documents that all results are made from."""
COMMENTS, PROMISED = 1000, 3


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    partners: int = 5000
    rounds: int = 20
    reviews: int = 200
    closed: int = 150
    lists: int = 250
    listed: int = 20
    invited: int = 5000
    entries: int = 20_000
    staff: int = 250
    versions: int = 10


def grow(ground: Ground, size: Size) -> str:
    """Fill the installation; return the key of a session in which an administrator is signed in."""
    first = ground.open_review(10).id
    documents = _documents(ground)
    with ground.writing() as session:
        _put_partners(session, size.partners)
        _put_versions(session, first, size.versions)
        reviews = _put_reviews(session, first, size)
        closed = [one for one in reviews if one["closed_at"]]
        _put(session, ResultRow, _results(session, documents, closed))
        _put(session, ActionRow, _actions(documents[0], closed))
        _put_lists(session, [one for one in reviews if not one["closed_at"]], size)
        _put_entries(session, size.entries)
        _put_staff(session, size.staff)
    return _let_in(ground)


def _documents(ground: Ground) -> list[dict[str, Any]]:
    """Return what closing computed of reviews that few and many answered; the last with very many comments."""
    found = []
    for people in ANSWERED_BY:
        review_id = ground.open_review(2).id
        fill(ground.engine, review_id, people=people)
        with ground.writing() as session:
            closing.close_review(session, review_id, now=datetime.now(UTC))
            session.flush()
            found.append(json.loads(session.get_one(ResultRow, review_id).document))
    return found


def _put(session: Session, kind: type[Row], rows: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(rows, AT_ONCE)):
        session.execute(insert(kind), batch)


def _put_partners(session: Session, count: int) -> None:
    first = _next_id(session, PartnerRow)
    chance = random.Random(7)
    _put(session, PartnerRow, (_partner(first + number, chance) for number in range(count)))
    _put(session, FocalPointRow, (_focal(first + number) for number in range(count)))


def _partner(number: int, chance: random.Random) -> dict[str, Any]:
    word, place = chance.choice(_WORDS), chance.choice(_PLACES)
    name = text(ar=f"{word} {place} للتنمية {number}", en=f"{word} of {place} for development {number}")
    return {
        "id": number,
        "slug": f"partner-{number}",
        "name": name,
        "sought": sought_in(name),
        "ordered": places_of(name),
        "kind": chance.choice(KINDS),
        "is_demonstration": False,
        "places": [],
        "languages": ["ar", "en"],
        "archived_at": datetime.now(UTC) if number % 10 == 0 else None,
    }


def _focal(number: int) -> dict[str, Any]:
    return {
        "partner_id": number,
        "side": Side.PARTNER,
        "name": f"ليلى {number}",
        "email": f"focal{number}@example.org",
        "language": AR,
        "kept_at": datetime.now(UTC),
    }


def _put_versions(session: Session, like: int, count: int) -> None:
    """Publish versions with a statement in other words, before the one that the review ``like`` asks by."""
    row = session.get_one(QuestionnaireRow, session.get_one(ReviewRow, like).questionnaire_id)
    for number in range(count):
        plain = json.loads(row.document)
        plain["title"]["en"] += f" {number}"
        _reword(plain["sections"][number]["statements"][0], f" ({number})")
        at = row.published_at - timedelta(days=count - number)
        session.add(
            QuestionnaireRow(slug=row.slug, version=f"{number:012}", document=canonical_json(plain), published_at=at)
        )
    session.flush()


def _reword(plain: Any, added: str) -> None:
    """Add a word to every English text in ``plain``."""
    for name, value in (
        plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    ):
        if name == "en" and isinstance(value, str):
            plain[name] = value + added
        else:
            _reword(value, added)


def _put_reviews(session: Session, like: int, size: Size) -> list[dict[str, Any]]:
    """Store the rounds and their reviews, all set up as the review ``like``."""
    row = session.get_one(ReviewRow, like)
    fixed = {name: getattr(row, name) for name in ("questionnaire_id", "min_side", "min_detail", "min_cell")}
    fixed |= {"policy": Policy.STANDARD, "prcs_answering": Answering.INDIVIDUAL}
    fixed |= {"partner_answering": Answering.INDIVIDUAL}
    partners = list(session.scalars(select(PartnerRow.id).where(PartnerRow.slug.like("partner-%"))))
    versions = list(session.scalars(select(QuestionnaireRow.id).order_by(QuestionnaireRow.published_at.desc())))
    first_round, first = _next_id(session, RoundRow), _next_id(session, ReviewRow)
    rows: list[dict[str, Any]] = []
    for number in range(size.rounds):
        year = 2007 + number
        title = text(ar=f"استعراض {year}", en=f"Review {year}")
        held = {"id": first_round + number, "slug": f"y{year}", "title": title, "sought": sought_in(title)}
        _put(session, RoundRow, iter([held]))
        for place in range(size.reviews):
            own = {"id": first + len(rows), "round_id": first_round + number, "partner_id": partners[place]}
            own["questionnaire_id"] = versions[place % 10 == 1]
            rows.append(fixed | own | _standing(place, size))
    _put(session, ReviewRow, iter(rows))
    return rows


def _standing(place: int, size: Size) -> dict[str, Any]:
    """Return where a review stands: closed, being prepared, or open, some of these past their day."""
    now = datetime.now(UTC)
    if place < size.closed:
        state, closed = State.CLOSED if place else State.SHARED, now
    else:
        state, closed = (State.DRAFT if place % 5 == 0 else State.OPEN), None
    return {
        "state": state,
        "closes_on": (now + timedelta(days=place % 20 - 4)).date(),
        "opened_at": None if state == State.DRAFT else now - timedelta(days=30),
        "closed_at": closed,
        "shared_at": now if state == State.SHARED else None,
        "is_sealed": closed is not None and place % 50 != 0,
    }


def _results(
    session: Session, documents: list[dict[str, Any]], reviews: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    slugs: Mapping[int, str] = {one.id: one.slug for one in session.scalars(select(PartnerRow))}
    versions = {one.id: f"{one.slug}@{one.version}" for one in session.scalars(select(QuestionnaireRow))}
    rounds: Mapping[int, str] = {one.id: one.slug for one in session.scalars(select(RoundRow))}
    for number, one in enumerate(reviews):
        plain = documents[number % len(documents)]
        named = {"id": one["id"], "round": rounds[one["round_id"]], "partner": slugs[one["partner_id"]]}
        named["questionnaire"] = versions[one["questionnaire_id"]]
        comments = _comments(plain) if number == len(reviews) - 1 else plain["comments"]
        told = {**plain, "review": {**plain["review"], **named}, "comments": comments}
        counts = {f"{side}_{what}": plain["sides"][side][what] for side in Side for what in ("invited", "responses")}
        document = canonical_json(told)
        yield {"review_id": one["id"], "document": document, "sha256": digest(document)} | counts


def _actions(plain: Mapping[str, Any], reviews: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what each meeting promised, half of it overdue."""
    now = datetime.now(UTC)
    said = {"words": "اجتماع كل ثلاثة أشهر", "evidence": "محضر", "written_at": now}
    said |= {f"{side}_lead": "ليلى" for side in Side}
    for one in reviews:
        for number in range(PROMISED):
            due = (now + timedelta(days=30 * (number - 1))).date()
            section = plain["sections"][number]["id"]
            yield said | {"review_id": one["id"], "section": section, "facet": Facet.JOINT, "due": due}


def _comments(plain: Mapping[str, Any]) -> list[dict[str, Any]]:
    words = "نقترح اجتماعاً كل ثلاثة أشهر، ومحضراً باللغتين، ومتابعة ما اتفقنا عليه قبل نهاية كل فصل من السنة."
    return [
        {"section": section["id"], "side": side.value, "texts": [f"{words} {n}" for n in range(COMMENTS)]}
        for section in plain["sections"][:2]
        for side in Side
    ]


def _put_lists(session: Session, reviews: list[dict[str, Any]], size: Size) -> None:
    """Invite people by name to the newest of these reviews, very many to the newest that is still prepared."""
    drafts = [one["id"] for one in reviews if one["state"] == State.DRAFT]
    some = {one["id"] for one in reviews[-size.lists :]}
    counts = {one["id"]: size.listed for one in reviews if one["id"] in some} | {drafts[-1]: size.invited}
    for review_id, count in counts.items():
        links = [_link(review_id, number) for number in range(count)]
        _put(session, InvitationRow, iter(links))
        _put(session, RecipientRow, (_recipient(link, number) for number, link in enumerate(links)))
        _put(session, InvitationRow, (_link(review_id, number) for number in range(count // 5)))


def _link(review_id: int, number: int) -> dict[str, Any]:
    return {
        "id": secrets.token_hex(16),
        "review_id": review_id,
        "side": tuple(Side)[number % 2],
        "token_hash": secrets.token_bytes(32),
        "nonce": secrets.token_bytes(16),
        "state": InvitationState.UNUSED,
        "is_paper": False,
    }


def _recipient(link: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {
        "id": secrets.token_hex(16),
        "review_id": link["review_id"],
        "side": link["side"],
        "name": f"{_WORDS[number % len(_WORDS)]} {number}",
        "role": "منسق",
        "address": f"person{number}@example.org" if number % 7 else None,
        "language": AR,
        "invitation_id": link["id"],
        "reason": "",
        "is_withdrawn": False,
    }


def _put_entries(session: Session, count: int) -> None:
    """Add to the record of what staff did, each entry bound to the one before."""
    head = session.scalars(select(AuditHeadRow)).one()
    entries, previous = [], head.hash
    for number in range(head.number + 1, head.number + 1 + count):
        said = canonical_json({"round": "y2026", "partner": f"partner-{number}"})
        action = ("review.created", "partner.changed", "invitation.named")[number % 3]
        author = f"officer{number % 250}@example.org"
        one = audit.Entry(number, datetime.now(UTC), author, action, number % 4000 + 1, said, previous, "")
        previous = one.computed_hash(record_key_of(session))
        values = {name: getattr(one, name) for name in ("number", "at", "author", "action", "review_id", "details")}
        entries.append(values | {"previous": one.previous, "hash": previous})
    _put(session, AuditRow, iter(entries))
    session.execute(update(AuditHeadRow).values(number=head.number + count, hash=previous))
    session.expire_all()


def _put_staff(session: Session, count: int) -> None:
    roles = tuple(Role)[1:]
    rows = ({"email": f"officer{n}@example.org", "role": roles[n % len(roles)], "failures": 0} for n in range(count))
    _put(session, StaffRow, ({"is_demonstration": False} | row for row in rows))


def _let_in(ground: Ground) -> str:
    with ground.writing() as session:
        row = StaffRow(email="admin@example.org", role=Role.ADMINISTRATOR, failures=0, is_demonstration=False)
        session.add(row)
        session.flush()
        return signing_in.put_session(session, row, now=datetime.now(UTC))


def _next_id(session: Session, kind: Any) -> int:
    return (session.scalar(select(func.max(kind.id))) or 0) + 1

"""A link that took another's place is the same whether that one was used, begun or neither: nothing tells of it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.sides import Side
from surveyapp.store import invitations, reviews
from surveyapp.store.engine import new_session
from surveyapp.store.rows import InvitationRow, RecipientRow
from surveyapp.workflow.invitations import reissuing, reminding
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.inviting import (
    answer,
    begin,
    do,
    empty_outbox,
    invite_people,
    let_in_post,
    open_now,
    person,
    queued,
    recipient_ids,
)
from tests.pages import ReadingClient

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
BEFORE = ("sent", "begun", "neither")
CALLED = [f"p{number}@example.org" for number in range(3)]
SENTENCE = {
    "en": "If answers were sent through the earlier link, those count, and what is sent here is not added to them.",
    "ar": "إذا كانت قد أُرسلت إجابات بالرابط السابق فهي المحسوبة، ولا يُضاف إليها ما يُرسل هنا.",
}


@pytest.fixture
def used(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Prepared:
    """An open review in which, of three people, one has sent answers, one has begun, and one has not come."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(number) for number in range(3)], keys=keys)
    open_now(engine, prepared)
    empty_outbox(engine)
    sent, begun, _ = prepared.links[Side.PARTNER]
    answer(engine, sent, keys, words="sent before")
    begin(engine, begun, keys, words="begun before")
    return prepared


def token_of(engine: Engine, keys: Keys, address: str) -> str:
    query = select(InvitationRow.id, InvitationRow.nonce).join(
        RecipientRow, RecipientRow.invitation_id == InvitationRow.id
    )
    with new_session(engine) as session:
        found = session.execute(query.where(RecipientRow.address == address)).one()
    return keys.secret(found.id, found.nonce).token


def move(engine: Engine, used: Prepared, keys: Keys) -> list[str]:
    """Send each of the three another link to another address; return the new tokens."""
    ids = recipient_ids(engine, used)
    for address in CALLED:
        let_in_post(engine, address, Outcome.REFUSED)
        step = {"recipient_id": ids[address], "keys": keys, "now": NOW, "address": f"new-{address}"}
        do(engine, reissuing.reissue, used.review_id, **step)
    return [token_of(engine, keys, f"new-{address}") for address in CALLED]


def journey(client: ReadingClient, token: str, receipt: str) -> list[tuple[str, int, list[tuple[str, str]], str]]:
    """Go all the way through the form; return each answer, without what is derived from the token, and the minute."""
    said = []

    def seen(what: str, response: Any) -> None:
        text = response.get_data(as_text=True).replace(token, "TOKEN").replace(receipt, "RECEIPT")
        text = re.sub(r'data-store="[0-9a-f]+"', "", re.sub(r"\d\d:\d\d", "HH:MM", text))
        kept = [(name, value) for name, value in response.headers if name != "X-Request-Id"]
        headers = sorted((name, re.sub(r"\d\d:\d\d:\d\d", "", value.replace(token, "TOKEN"))) for name, value in kept)
        said.append((what, response.status_code, headers, text))

    at, page = f"/r/{token}", {"holds_principles.self": "4", "open": "new words"}
    json = {"Accept": "application/json"}
    for language in ("ar", "en"):
        seen("start", client.get(f"{at}?lang={language}"))
    for path in ("receipt", "integrity", "check", "closing"):
        seen(path, client.get(f"{at}/{path}"))
    seen("empty", client.post(f"{at}/check", data={"x": "1"}))
    shown = client.page(f"{at}/integrity").select_one("form[method=post]")
    hidden = {field["name"]: field.get("value", "") for field in shown.select("input[type=hidden]")}
    blank = {area["name"]: "" for area in shown.select("textarea")}
    seen("kept", client.post(f"{at}/integrity", data=hidden | blank | page, headers=json))
    seen("moved on", client.post(f"{at}/integrity", data=hidden | blank | page))
    for path in ("", "/integrity", "/check"):
        seen(f"then {path}", client.get(at + path))
    seen("sent", client.post(f"{at}/check", data={"x": "1"}))
    seen("sent again", client.post(f"{at}/check", data={"x": "1"}, headers=json))
    for path in ("", "/integrity", "/check", "/receipt"):
        seen(f"at last {path}", client.get(at + path))
    seen("too late", client.post(f"{at}/integrity", data=hidden | blank | page, headers=json))
    return said


@pytest.mark.slow
def test_the_way_through_a_moved_link_is_the_same_byte_by_byte(
    app: Flask, engine: Engine, used: Prepared, keys: Keys
) -> None:
    found = []
    for token in move(engine, used, keys):
        found.append(journey(app.test_client(), token, keys.receipt_code(token)))
    statuses = {what: status for what, status, _, _ in found[0]}
    assert (statuses["start"], statuses["kept"], statuses["sent"], statuses["too late"]) == (200, 200, 303, 409)
    for other in found[1:]:
        assert [one[0] for one, its in zip(found[0], other, strict=True) if one != its] == []
    first, last = found[0][1][3], next(text for what, _, _, text in found[0] if what == "at last /receipt")
    assert SENTENCE["en"] in " ".join(first.split())
    assert SENTENCE["en"] in " ".join(last.split())
    assert SENTENCE["ar"] in " ".join(found[0][0][3].split())
    assert not any(words in text for _, _, _, text in found[0] + found[1] for words in ("sent before", "begun before"))


def test_what_was_sent_through_the_earlier_link_counts_and_nothing_is_added(
    engine: Engine, used: Prepared, keys: Keys
) -> None:
    for token in move(engine, used, keys):
        answer(engine, token, keys, words="sent later")
    with new_session(engine) as session:
        counts = [count(session, [used.review_id]) for count in (reviews.count_invited, reviews.count_responses)]
    assert [one[used.review_id, Side.PARTNER] for one in counts] == [3, 3]


def test_a_link_that_is_moved_again_and_again_counts_once(engine: Engine, used: Prepared, keys: Keys) -> None:
    who = recipient_ids(engine, used)[CALLED[0]]
    for _ in range(3):
        do(engine, reissuing.reissue, used.review_id, recipient_id=who, keys=keys, now=NOW)
        answer(engine, token_of(engine, keys, CALLED[0]), keys)
    with new_session(engine) as session:
        assert reviews.count_responses(session, [used.review_id])[used.review_id, Side.PARTNER] == 1


def test_reminders_go_to_every_moved_link_alike(engine: Engine, used: Prepared, keys: Keys) -> None:
    """Before and after something is sent through them: else they would tell who had answered before."""
    tokens, everybody = move(engine, used, keys), [("reminder", f"new-{address}") for address in CALLED]
    empty_outbox(engine)
    do(engine, reminding.remind, used.review_id, now=NOW)
    assert queued(engine) == everybody
    for token in tokens:
        answer(engine, token, keys)
    empty_outbox(engine)
    do(engine, reminding.remind, used.review_id, now=NOW + timedelta(days=4))
    assert queued(engine) == everybody


def test_an_import_uses_up_no_link_whose_answers_count_already(engine: Engine, used: Prepared, keys: Keys) -> None:
    move(engine, used, keys)
    with new_session(engine) as session:
        untouched, begun_ones = invitations.list_unused(session, used.review_id, side=Side.PARTNER)
    assert (len(untouched), begun_ones) == (2, [])


def test_undoing_an_import_frees_links_that_were_moved_since(engine: Engine, used: Prepared, keys: Keys) -> None:
    ids = [one.invitation_id for one in _rows(engine, used)]
    move(engine, used, keys)
    do(engine, invitations.mark_all_unused, ids)
    with new_session(engine) as session:
        assert len(invitations.list_unused(session, used.review_id, side=Side.PARTNER)[0]) == 3


def _rows(engine: Engine, used: Prepared) -> list[RecipientRow]:
    with new_session(engine) as session:
        return list(session.scalars(select(RecipientRow).where(RecipientRow.review_id == used.review_id)))


@pytest.mark.parametrize("before", BEFORE)
def test_what_was_begun_goes_along_by_mail_to_the_same_address_only(
    engine: Engine, used: Prepared, keys: Keys, client: ReadingClient, before: str
) -> None:
    address = CALLED[BEFORE.index(before)]
    step = {"recipient_id": recipient_ids(engine, used)[address], "keys": keys, "now": NOW}
    do(engine, reissuing.reissue, used.review_id, **step)
    token = token_of(engine, keys, address)
    assert SENTENCE["en"] in " ".join(client.get(f"/r/{token}?lang=en").text.split())
    words = client.get(f"/r/{token}/integrity").text
    assert ("begun before" in words, "sent before" in words) == (before == "begun", False)

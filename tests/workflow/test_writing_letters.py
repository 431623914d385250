"""Letters hold the links of whoever gets no mail, until the review is opened; then one person gets another link."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from surveyapp.core.conduct.checklist import Item
from surveyapp.core.conduct.printed import Unprinted
from surveyapp.core.errors import StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.workflow.invitations import inviting, printing_forms, reissuing, unprinted, withdrawing
from surveyapp.workflow.invitations.writing_letters import take_letters
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing, opening
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.inviting import answer, begin, do, invite_people, open_now, person, recipient_ids
from tests.pages import ReadingClient

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
PRINTS = {Item.LETTERS_NOT_PRINTED, Item.FORMS_NOT_PRINTED}


@pytest.fixture
def listed(engine: Engine, prepare, keys: Keys) -> Prepared:
    """At the partner one person by mail and two by letter; at PRCS three links without a name."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1, address=""), person(2, address="")], keys=keys)
    return prepared


def taken(engine: Engine, listed: Prepared, keys: Keys, side: Side = Side.PARTNER) -> list[tuple[str, str]]:
    found = do(engine, take_letters, listed.review_id, side=side, keys=keys)
    return [(one.name if one else "", secret.token) for one, secret in found]


def test_letters_go_to_whoever_gets_no_mail(engine: Engine, listed: Prepared, keys: Keys) -> None:
    tokens = listed.links[Side.PARTNER]
    assert taken(engine, listed, keys) == [("ليلى 1", tokens[1]), ("ليلى 2", tokens[2])]
    assert {token for _, token in taken(engine, listed, keys, Side.PRCS)} == {*listed.links[Side.PRCS]}
    do(engine, inviting.invite, listed.review_id, side=Side.PRCS, count=1, keys=keys, is_paper=True)
    assert len(taken(engine, listed, keys, Side.PRCS)) == 3
    with new_session(engine) as session:
        told = audit.list_entries(session, action="invitation.letters_taken")
    assert [(e.author, audit.read_details(e)) for e in told][-1] == (
        "tests",
        {"side": "partner", "count": 2, "named": 2},
    )


def test_no_link_is_printed_or_listed_once_the_review_is_open(engine: Engine, listed: Prepared, keys: Keys) -> None:
    """Whoever prints one then could read what was begun with it; this is so after closing, too."""
    part = {"keys": keys, "offset": 0, "limit": 9}
    assert len(do(engine, inviting.show_nameless, listed.review_id, side=Side.PRCS, **part)) == 3
    open_now(engine, listed)
    begin(engine, listed.links[Side.PRCS][0], keys, words="half written")
    for step in (lambda: None, lambda: do(engine, closing.close_review, listed.review_id, now=NOW)):
        step()
        for side in Side:
            with pytest.raises(StateError, match="letters_are_out"):
                taken(engine, listed, keys, side)
            with pytest.raises(StateError, match="may_not_invite"):
                do(engine, inviting.show_nameless, listed.review_id, side=side, **part)


@pytest.mark.parametrize("before", ["sent", "begun", "neither"])
def test_another_letter_ends_the_old_link_and_leaves_behind_what_was_begun(
    engine: Engine, listed: Prepared, keys: Keys, client: ReadingClient, before: str
) -> None:
    open_now(engine, listed)
    old, who = listed.links[Side.PARTNER][1], recipient_ids(engine, listed)["ليلى 1"]
    if before != "neither":
        {"sent": answer, "begun": begin}[before](engine, old, keys, words="half written")
    one, secret = do(engine, reissuing.reissue_letter, listed.review_id, recipient_id=who, keys=keys, now=NOW)
    token = secret.token
    assert (one.name, token in listed.links[Side.PARTNER]) == ("ليلى 1", False)
    page = client.get(f"/r/{token}?lang=en")
    assert (page.status_code, "took the place of an earlier one" in page.text) == (200, True)
    assert "half written" not in client.get(f"/r/{token}/integrity").text
    gone = client.get(f"/r/{old}?lang=en")
    assert (gone.status_code, "another letter or e-mail took its place" in gone.text) == (410, True)
    with new_session(engine) as session:
        told = audit.list_entries(session, action="invitation.reissued")
    assert audit.read_details(told[0]) == {"side": "partner", "person": who, "is_letter": True}


def test_another_letter_is_for_somebody_without_an_address_in_an_open_review(
    engine: Engine, listed: Prepared, keys: Keys
) -> None:
    ids = recipient_ids(engine, listed)
    step = {"recipient_id": ids["ليلى 1"], "keys": keys, "now": NOW}
    with pytest.raises(StateError, match="may_not_reissue"):
        do(engine, reissuing.reissue_letter, listed.review_id, **step)
    open_now(engine, listed)
    with pytest.raises(StateError, match="no_letters"):
        do(engine, reissuing.reissue_letter, listed.review_id, **step | {"recipient_id": ids["p0@example.org"]})
    with pytest.raises(StateError, match="gets_a_letter"):
        do(engine, reissuing.reissue, listed.review_id, **step)
    with pytest.raises(StateError, match="address_is_frozen"):
        do(engine, reissuing.reissue, listed.review_id, **step, address="mine@example.org")
    with pytest.raises(StateError, match="last_day_passed"):
        do(engine, reissuing.reissue_letter, listed.review_id, **step | {"now": NOW + timedelta(days=900)})
    do(engine, withdrawing.withdraw, listed.review_id, recipient_id=ids["ليلى 1"], keys=keys, now=NOW)
    for again in (reissuing.reissue, reissuing.reissue_letter):
        with pytest.raises(StateError, match="link_was_withdrawn"):
            do(engine, again, listed.review_id, **step)


def test_who_lacks_a_letter_is_known_before_opening_and_after_it(engine: Engine, listed: Prepared, keys: Keys) -> None:
    """Links without a name are not counted: somebody may have been shown them."""

    def lacking() -> dict[Side, Unprinted]:
        return do(engine, unprinted.find_unprinted, listed.review_id)

    def found() -> set[tuple[Item, int]]:
        checked = do(engine, opening.read_checklist, listed.review_id, now=NOW)
        return {(one.item, one.people) for one in checked if one.item in PRINTS}

    another: dict[str, Any] = {"side": Side.PARTNER, "keys": keys}
    assert found() == {(Item.LETTERS_NOT_PRINTED, 2)}
    taken(engine, listed, keys)
    taken(engine, listed, keys, Side.PRCS)
    assert found() == set()
    do(engine, inviting.invite_people, listed.review_id, people=[person(3, address=""), person(4)], **another)
    do(engine, inviting.invite, listed.review_id, side=Side.PRCS, count=2, keys=keys)
    do(engine, inviting.invite, listed.review_id, count=3, is_paper=True, **another)
    assert found() == {(Item.LETTERS_NOT_PRINTED, 1), (Item.FORMS_NOT_PRINTED, 3)}
    do(engine, printing_forms.take_forms, listed.review_id, first=1, last=2, **another)
    ids = recipient_ids(engine, listed)
    do(engine, withdrawing.withdraw, listed.review_id, recipient_id=ids["ليلى 2"], keys=keys, now=NOW)
    do(engine, inviting.invite_people, listed.review_id, people=[person(5, address="")], **another)
    assert found() == {(Item.LETTERS_NOT_PRINTED, 2), (Item.FORMS_NOT_PRINTED, 1)}
    open_now(engine, listed)
    assert lacking() == {Side.PRCS: Unprinted(), Side.PARTNER: Unprinted(2, 1)}
    ids = recipient_ids(engine, listed)
    step: dict[str, Any] = {"keys": keys, "now": NOW}
    do(engine, withdrawing.withdraw, listed.review_id, recipient_id=ids["p0@example.org"], **step)
    assert lacking()[Side.PARTNER] == Unprinted(2, 1)
    for name, left in (("ليلى 3", 1), ("ليلى 5", 0)):
        do(engine, reissuing.reissue_letter, listed.review_id, recipient_id=ids[name], **step)
        assert lacking()[Side.PARTNER] == Unprinted(left, 1)


def test_there_are_no_letters_for_nobody(engine: Engine, prepare, keys: Keys) -> None:
    mailed = prepare(is_open=False, people=0)
    invite_people(engine, mailed, [person(0)], keys=keys)
    with pytest.raises(StateError, match="no_letters"):
        taken(engine, mailed, keys)

"""The roster attack from the desk: invented people around one real person, whose answers would follow from the results.

Whoever enters a focal point with a mailbox of their own could confirm any list, and open the review upon it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import Role
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.store import audit, people, recipients, reviews
from surveyapp.store.audit import Author
from surveyapp.store.engine import new_session
from surveyapp.store.rows import FocalPointRow, OutboxRow
from surveyapp.workflow.accounts import keeping_staff
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import opening
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import do, tokens_of
from tests.pages import ReadingClient
from tests.web.filling import press, write_people
from tests.web.staff import PASSWORD, let_in, make_staff

pytestmark = [ON_SQLITE, pytest.mark.slow]
NOW = datetime.now(UTC)
ATTACKER, COLLEAGUE = "sami@prcs.example", "rana@prcs.example"
VICTIM = "Lina <lina@norcross.example>"


@dataclass(frozen=True)
class Desk:
    """A review in preparation, the attacker's browser, a colleague's, and what the attack has come to."""

    engine: Engine
    keys: Keys
    app: Flask
    attacker: ReadingClient
    colleague: ReadingClient
    review_id: int

    @property
    def path(self) -> str:
        return f"/staff/reviews/{self.review_id}"

    @property
    def state(self) -> str:
        with new_session(self.engine) as session:
            return reviews.get_review(session, self.review_id).state.value

    def enter_focal_point(
        self, email: str = "sami.private@mail.example", *, name: str = "Kari Nordmann", by: ReadingClient | None = None
    ) -> None:
        with new_session(self.engine) as session:
            partner_id = reviews.get_review(session, self.review_id).partner.id
        wanted = {"partner-0-name": name, "partner-0-email": email}
        assert press(by or self.attacker, f"/staff/partners/{partner_id}/edit", wanted).status_code == 303

    def invite(self) -> None:
        """Invite one real person, and make links for four that nobody is behind; PRCS's side is as it should be."""
        written = {"partner": VICTIM, "prcs": ""}
        assert write_people(self.attacker, f"{self.path}/invitations/write", written).status_code == 303
        links = f"{self.path}/invitations/partner/links"
        assert press(self.attacker, links, {"count": "4"}).status_code == 303
        assert press(self.attacker, f"{self.path}/invitations/prcs/links", {"count": "5"}).status_code == 303

    def confirm(self, *, asked_by: ReadingClient | None = None) -> None:
        """Have the focal point asked, and answer in its place."""
        index = f"{self.path}/invitations"
        assert press(asked_by or self.attacker, index, {}, to=f"{index}/partner/ask").status_code == 303
        with new_session(self.engine) as session:
            mail = session.query(OutboxRow).one()
            path = f"/confirm/{self.keys.token(mail.id, mail.nonce)}"
        visitor = self.app.test_client()
        shown = BeautifulSoup(visitor.get(f"{path}?lang=en").text, "lxml")
        assert "1 person by name, 4 links without a name" in shown.get_text()
        sent = {"list": shown.select_one("input[name=list]")["value"], "answer": "confirm"}
        assert visitor.post(path, data=sent).location == path

    def open(self, client: ReadingClient, reason: str = "") -> int:
        """Send what the button would that opens, whether the page has one or not; return the status."""
        return client.post(f"{self.path}/open", data=self.shown_to(client) | {"reason": reason}).status_code

    def propose(self, client: ReadingClient) -> int:
        return client.post(f"{self.path}/propose", data=self.shown_to(client)).status_code

    def shown_to(self, client: ReadingClient) -> dict[str, str]:
        """Return what a form would send that the page has, or might have."""
        page = client.page(f"{self.path}/open")
        seen = page.select_one("input[name=seen]")
        token = page.select_one("input[name=csrf_token]")
        return {"csrf_token": token["value"], "seen": seen["value"] if seen else self.digest}

    @property
    def digest(self) -> str:
        with new_session(self.engine) as session:
            return opening.read_prepared(session, self.review_id, now=NOW).digest

    def told(self) -> str:
        """Return what the victim reads before the first question."""
        with new_session(self.engine) as session:
            victim = [one for one in people_of(session, self.review_id) if one.address == "lina@norcross.example"]
            (token,) = tokens_of(session, self.review_id, victim, keys=self.keys)
        page = BeautifulSoup(self.app.test_client().get(f"/r/{token}?lang=en").text, "lxml")
        return without_controls(" ".join(page.select_one("#notice").get_text(" ", strip=True).split()))


def people_of(session: Session, review_id: int) -> list[Person]:
    return [one.person for one in recipients.list_recipients(session, review_id, side=Side.PARTNER)]


@pytest.fixture
def desk(app: Flask, client: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Desk:
    colleague = app.test_client()
    let_in(client, engine, make_staff(engine, ATTACKER))
    let_in(colleague, engine, make_staff(engine, COLLEAGUE))
    return Desk(engine, keys, app, client, colleague, prepare(is_open=False, people=0).review_id)


def make_older(desk: Desk) -> None:
    """Let the focal point have been entered eight days ago."""
    with writing(desk.engine) as session:
        session.query(FocalPointRow).one().kept_at = NOW - timedelta(days=8)


def test_the_attack_fails(desk: Desk) -> None:
    """Neither by itself, nor with a word of one's own, nor by a second browser of one's own."""
    desk.enter_focal_point()
    make_older(desk)
    desk.invite()
    desk.confirm()
    assert desk.open(desk.attacker) == 409
    assert desk.propose(desk.attacker) == 303
    assert desk.open(desk.attacker, "It is urgent.") == 409
    another = desk.app.test_client()
    with new_session(desk.engine) as session:
        attacker = people.find_staff_id(session, ATTACKER)
    let_in(another, desk.engine, attacker)
    assert desk.open(another) == 409
    assert desk.state == "draft"


def test_who_is_second_sees_what_was_done_and_whoever_answers_is_told(desk: Desk) -> None:
    desk.enter_focal_point()
    make_older(desk)
    desk.invite()
    desk.confirm()
    desk.propose(desk.attacker)
    (matter,) = desk.colleague.page("/staff/?lang=en").select("#attention li")
    assert f"{ATTACKER} proposed to open it" in matter.get_text()
    page = " ".join(desk.colleague.page(f"{desk.path}/open?lang=en").main.get_text(" ", strip=True).split())
    for said in (
        f"{ATTACKER} proposed on",
        "1 person by name, 4 links without a name",
        "Lina – lina@norcross.example",
        f"entered by {ATTACKER} on",
        "does not count: the same person entered it and asked for the confirmation",
        "No focal point’s word counts for this list",
        f"Prepared by: tests · {ATTACKER}",
    ):
        assert said in page, said
    assert desk.open(desk.colleague) == 303
    told = desk.told()
    assert (
        "Your side: 1 person by name, 4 links without a name. Nobody whose word counts has confirmed this list." in told
    )
    assert "The other side: 0 people by name, 5 links without a name. Nobody has confirmed this list." in told
    assert "Opened by two members of PRCS staff" in told


@pytest.mark.parametrize(
    ("email", "by_colleague", "days", "says"),
    [
        pytest.param("sami@prcs.example", True, 8, "the address belongs to a staff account", id="a staff mailbox"),
        pytest.param("Sami+kari@PRCS.example", True, 8, "the address belongs to a staff account", id="with a tag"),
        pytest.param("s@mail.example", False, 8, "the same person entered it and asked", id="one's own asking"),
        pytest.param("s@mail.example", True, 0, "counts from", id="entered today"),
        pytest.param("s@mail.example", True, 8, "· counts", id="nothing of that"),
    ],
)
@pytest.mark.alike(2)
def test_what_makes_a_word_count(desk: Desk, email: str, *, by_colleague: bool, days: int, says: str) -> None:
    """The last one passes: two people, one week, and nothing that a program could know better."""
    desk.enter_focal_point(email)
    if days:
        make_older(desk)
    desk.invite()
    desk.confirm(asked_by=desk.colleague if by_colleague else None)
    assert says in " ".join(desk.attacker.page(f"{desk.path}?lang=en").select_one("#checklist").get_text().split())
    assert desk.propose(desk.attacker) == 303
    if days:
        assert desk.open(desk.colleague) == 303
        assert ("Kari Nordmann confirmed this list on" in desk.told()) is (says == "· counts")
    else:
        assert desk.open(desk.colleague) == 422  # no reason is given
        assert desk.open(desk.colleague, "The deadline of the donor.") == 303
        assert "Nobody has confirmed this list." in desk.told()
        with new_session(desk.engine) as session:
            opened = audit.read_details(audit.list_entries(session, action="review.opened")[0])
        assert opened["reason"] == "The deadline of the donor."
        assert (opened["unconfirmed"], opened["proposed_by"]) == (["focal_point_too_new/partner"], ATTACKER)


def test_a_name_that_a_colleague_corrects_leaves_the_mailbox_the_attackers(desk: Desk) -> None:
    desk.enter_focal_point(name="Kari Nordman")
    desk.enter_focal_point(by=desk.colleague)
    make_older(desk)
    desk.invite()
    desk.confirm()
    said = " ".join(desk.attacker.page(f"{desk.path}?lang=en").select_one("#checklist").get_text().split())
    assert "does not count: the same person entered it and asked for the confirmation" in said


def test_a_list_that_is_changed_after_it_was_proposed_is_proposed_anew(desk: Desk) -> None:
    """A colleague proposes an honest list; the attacker adds links, and opens."""
    desk.invite()
    assert desk.propose(desk.colleague) == 303
    links = f"{desk.path}/invitations/partner/links"
    assert press(desk.attacker, links, {"count": "1"}).status_code == 303
    assert desk.open(desk.attacker) == 409
    assert "have changed since" in desk.attacker.get(f"{desk.path}/open?lang=en").text
    assert desk.propose(desk.colleague) == 303
    assert desk.open(desk.attacker) == 303


def test_what_is_proposed_anew_behind_a_page_is_not_opened_from_it(desk: Desk) -> None:
    desk.invite()
    desk.propose(desk.attacker)
    shown = desk.shown_to(desk.colleague)
    press(desk.attacker, f"{desk.path}/invitations/partner/links", {"count": "1"})
    desk.propose(desk.attacker)
    assert desk.colleague.post(f"{desk.path}/open", data=shown).status_code == 409
    assert desk.state == "draft"


def test_an_account_that_was_made_for_it_is_no_second_pair_of_eyes(desk: Desk, app: Flask) -> None:
    """An administrator has the power to make accounts, and to close them: who answers is told of one person."""
    with new_session(desk.engine) as session:
        attacker, colleague = (people.find_staff_id(session, email) for email in (ATTACKER, COLLEAGUE))
    with writing(desk.engine) as session:
        people.get_staff_row(session, attacker).role = Role.ADMINISTRATOR
    made = do_now(desk, keeping_staff.create_staff, "new@prcs.example", role=Role.COORDINATOR)
    new = app.test_client()
    let_in(new, desk.engine, made)
    desk.invite()
    assert desk.propose(new) == 409
    assert desk.propose(desk.attacker) == 303
    assert desk.open(new) == 409
    do(desk.engine, keeping_staff.close_staff, colleague, now=NOW)
    assert desk.open(desk.attacker) == 303
    assert "Opened by one member of PRCS staff, without a second." in desk.told()


def do_now(desk: Desk, step: Callable[..., object], email: str, *, role: Role) -> int:
    """Make an account as an administrator does, now."""
    with writing(desk.engine, Author(ATTACKER, NOW)) as session:
        step(session, email, role=role, password=PASSWORD, now=NOW)
        made = people.find_staff_id(session, email)
    assert made is not None
    return made


@pytest.mark.parametrize("change", [keeping_staff.reopen_staff, keeping_staff.change_role])
def test_nor_is_one_that_was_opened_again_or_given_another_role(desk: Desk, change: Callable[..., object]) -> None:
    with new_session(desk.engine) as session:
        colleague = people.find_staff_id(session, COLLEAGUE)
    with writing(desk.engine) as session:
        row = people.get_staff_row(session, colleague)
        row.closed_at = NOW if change is keeping_staff.reopen_staff else None
        row.role = Role.COORDINATOR if change is keeping_staff.reopen_staff else Role.VIEWER
    more = {"role": Role.COORDINATOR} if change is keeping_staff.change_role else {}
    with writing(desk.engine, Author(ATTACKER, NOW)) as session:
        change(session, colleague, **more)
        assert [one.since for one in people.list_openers(session, is_demonstration=False)].count(None) == 1

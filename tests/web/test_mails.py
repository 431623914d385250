"""Mails and letters before they go: what is shown is what would be sent, to nobody real, by no real link."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.mail import MailKind
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.core.text.typed_codes import grouped, write_code
from surveyapp.mail.compose import Office, compose
from surveyapp.store import audit, outbox, own_words, reviews
from surveyapp.store.rows import OutboxRow
from surveyapp.workflow import samples, writing_mails
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing, opening
from tests.conftest import Prepared
from tests.databases import writing
from tests.inviting import person
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import let_in, make_staff

NOW = datetime.now(UTC)


@pytest.fixture
def opened(engine: Engine, keys: Keys, prepare: Callable[..., Prepared]) -> Prepared:
    """An open review with three people who get mail, on a side each or two."""
    found = prepare(is_open=False)
    with writing(engine) as session:
        for side, people in ((Side.PRCS, [person(1)]), (Side.PARTNER, [person(2), person(3)])):
            inviting.invite_people(session, found.review_id, side=side, people=people, keys=keys)
        opening.open_review(session, found.review_id, now=NOW)
        session.query(OutboxRow).delete()
    return found


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine, role=Role.ADMINISTRATOR))
    return client


def test_each_kind_is_shown_in_each_language_with_a_dead_link(
    staff: ReadingClient, opened: Prepared, engine: Engine
) -> None:
    for kind in samples.KINDS:
        page = staff.get(f"/staff/reviews/{opened.review_id}/mails?of={kind.value}").get_data(as_text=True)
        assert ("Layla Example" in page, "ليلى" in page) == (True, True)
        assert [token for links in opened.links.values() for token in links if token in page] == []
    assert staff.get(f"/staff/reviews/{opened.review_id}/mails?of=password").status_code == 404
    assert staff.get("/r/example").status_code == 404
    with writing(engine) as session:
        assert session.query(OutboxRow).count() == 0


def test_mails_of_a_closed_review_are_not_shown_as_if_they_went_out(
    staff: ReadingClient, opened: Prepared, engine: Engine
) -> None:
    path = f"/staff/reviews/{opened.review_id}/mails?lang=en"
    over = "E-mails of this kind no longer go out"
    assert [over in staff.get(f"{path}&of={one}").text for one in ("invitation", "roster")] == [False, True]
    with writing(engine) as session:
        closing.close_review(session, opened.review_id, now=NOW)
    page = staff.page(path)
    assert page.select_one(".kinds [aria-current]").get_text() == "Results shared"
    assert (over in page.get_text(), page.select("#letter, #copy")) == (False, [])
    assert over in staff.get(f"{path}&of=invitation").text


def test_a_letter_is_shown_before_it_is_printed(staff: ReadingClient, opened: Prepared) -> None:
    made = staff.get(f"/staff/reviews/{opened.review_id}/mails/letter.pdf?lang=en")
    assert (made.mimetype, made.get_data()[:5]) == ("application/pdf", b"%PDF-")


def test_a_test_goes_to_whoever_asks_and_to_nobody_else(
    staff: ReadingClient, opened: Prepared, engine: Engine, keys: Keys, app: Flask
) -> None:
    at = f"/staff/reviews/{opened.review_id}/mails"
    assert press(staff, at, {"of": "reminder"}, to=f"{at}/try").status_code == 303
    office = Office.of(app.extensions["surveyapp.settings"])
    with writing(engine) as session:
        (row,) = session.query(OutboxRow)
        assert (row.kind, row.sample_of, row.invitation_id) == (MailKind.SAMPLE, "reminder", None)
        queued = outbox.claim(session, "x" * 32, now=NOW + timedelta(hours=1))
        message = compose(writing_mails.prepare_mail(session, queued, now=NOW, keys=keys), office)
        recorded = audit.list_entries(session, review_id=opened.review_id, action="mail", limit=None)
    assert "Test: " in str(message["Subject"]) or "تجربة" in str(message["Subject"])
    assert "/r/example" in message.get_body(("plain",)).get_content()
    assert [entry.action for entry in recorded] == ["mail.tried"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("see https://example.org", id="an address"),
        pytest.param("see example.org/r/abc", id="an address without scheme"),
        pytest.param(f"code {grouped(write_code(8))}", id="a code"),
        pytest.param("0123456789abcdefghjkmnpqrstvwxyz", id="a token"),
        pytest.param("x" * 301, id="too long"),
    ],
)
@pytest.mark.alike(3)
def test_own_words_lead_nowhere(staff: ReadingClient, opened: Prepared, engine: Engine, words: str) -> None:
    with writing(engine) as session:
        round_ = reviews.get_review(session, opened.review_id).round
    reply = press(staff, f"/staff/rounds/{round_.slug}/words", {"sentence_en": words})
    assert reply.status_code == 422
    with writing(engine) as session:
        assert own_words.find_own_words(session, round_.id).is_empty


def test_own_words_are_shown_kept_and_recorded(staff: ReadingClient, opened: Prepared, engine: Engine) -> None:
    with writing(engine) as session:
        round_ = reviews.get_review(session, opened.review_id).round
    typed = {"subject_en": "Your view 2026", "sentence_en": "Write to <b>us</b> by 31 December."}
    at = f"/staff/rounds/{round_.slug}/words?review={opened.review_id}"
    assert press(staff, at, typed).location.endswith(f"/staff/reviews/{opened.review_id}/mails")
    page = staff.get(f"/staff/reviews/{opened.review_id}/mails").get_data(as_text=True)
    assert ("Your view 2026: " in page, "Write to &lt;b&gt;us&lt;/b&gt; by" in page) == (True, True)
    with writing(engine) as session:
        assert [one.action for one in audit.list_entries(session, action="round.worded", limit=None)] == [
            "round.worded"
        ]


def test_extending_tells_whole_sides_if_it_is_ticked(staff: ReadingClient, opened: Prepared, engine: Engine) -> None:
    at = f"/staff/reviews/{opened.review_id}/extend"
    assert "3" in staff.get(at).get_data(as_text=True).partition('name="is_told"')[2][:120]
    with writing(engine) as session:
        day = reviews.get_review(session, opened.review_id).closes_on
    press(staff, at, {"closes": (day + timedelta(days=3)).isoformat()})
    assert _kinds(engine) == []
    assert "two days ago" in staff.get(f"/staff/reviews/{opened.review_id}/reminders?lang=en").get_data(as_text=True)
    press(staff, at, {"closes": (day + timedelta(days=6)).isoformat(), "is_told": "y"})
    assert _kinds(engine) == [MailKind.EXTENDED] * 3


def _kinds(engine: Engine) -> list[MailKind]:
    with writing(engine) as session:
        return [row.kind for row in session.query(OutboxRow)]


def test_an_administrator_tries_mail_and_sees_what_became_of_it(staff: ReadingClient, engine: Engine) -> None:
    assert press(staff, "/staff/mail", {"address": "no address"}).status_code == 422
    assert press(staff, "/staff/mail", {"address": "ops@example.org"}).status_code == 303
    page = staff.get("/staff/mail?lang=en").get_data(as_text=True)
    assert ("ops<wbr>@" in page, "waiting to be sent" in page) == (True, True)


def test_the_start_page_gives_the_last_day_for_calendars_without_the_link(
    client: ReadingClient, prepare: Callable[..., Prepared]
) -> None:
    found = prepare()
    token = found.links[Side.PARTNER][0]
    assert f"/r/{token}/last-day.ics" in client.get(f"/r/{token}").get_data(as_text=True)
    file = client.get(f"/r/{token}/last-day.ics")
    assert file.mimetype == "text/calendar"
    assert token not in file.get_data(as_text=True)
    assert client.get("/r/example/last-day.ics").status_code == 404


def test_a_link_that_is_shown_comes_with_a_message_to_copy(
    staff: ReadingClient, prepare: Callable[..., Prepared], engine: Engine, keys: Keys
) -> None:
    found = prepare(is_open=False)
    at = f"/staff/reviews/{found.review_id}/invitations/partner/links"
    page = press(staff, at, {}, to=f"{at}/show?lang=en").get_data(as_text=True)
    (first, *_) = found.links[Side.PARTNER]
    area = page.partition('id="message-1"')[2].partition("</textarea>")[0]
    assert [said for said in ("would like your view", "لكم وحدكم", "/r/") if said not in area] == []
    assert [mark for mark in "\u2066\u2068\u2069" if mark in area] == []
    assert first in page

"""A focal point's page: the list is looked at by anyone who has the link, and answered by pressing a button."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.sides import Side
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow, Row
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.inviting import do, invite_people, keep_focal_points, open_now, person
from tests.languages import EN
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)


@pytest.fixture
def listed(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Prepared:
    """A review in preparation whose partner has a focal point."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1, address="")], keys=keys)
    keep_focal_points(engine, prepared.review_id, [FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)])
    return prepared


@pytest.fixture
def path(app, client: ReadingClient, engine: Engine, listed: Prepared, keys: Keys) -> str:
    """The address in the mail that the focal point gets when staff press a button."""
    staff = app.test_client()
    let_in(staff, engine, make_staff(engine))
    index = f"/staff/reviews/{listed.review_id}/invitations"
    assert press(staff, index, {}, to=f"{index}/partner/ask").status_code == 303
    with new_session(engine) as session:
        mail = session.query(OutboxRow).one()
        assert mail.address == "kari@norcross.example"
        return f"/confirm/{keys.token(mail.id, mail.nonce)}"


def everything(engine: Engine) -> dict[str, list[object]]:
    """Return every row of every table."""
    with engine.connect() as connection:
        return {name: list(connection.execute(text(f"SELECT * FROM {name}"))) for name in Row.metadata.tables}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
def test_looking_changes_nothing(client: ReadingClient, engine: Engine, path: str, language: str) -> None:
    before = everything(engine)
    for _ in range(2):
        response = client.get(f"{path}?lang={language}")
        assert response.status_code == 200
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        assert [c.partition("=")[0] for c in response.headers.getlist("Set-Cookie")] == ["lang"]
    page = client.page(path)
    assert page.html["lang"] == language
    assert [one.get_text() for one in page.select("ol strong")] == ["ليلى 0", "ليلى 1"]
    assert everything(engine) == before


def test_the_list_is_confirmed_and_the_review_opens(
    client: ReadingClient, engine: Engine, listed: Prepared, path: str
) -> None:
    page = client.page(f"{path}?lang=en")
    sent = {"list": page.select_one("input[name=list]")["value"], "answer": "confirm"}
    assert client.post(path, data=sent).location == path
    assert "You confirmed this list." in client.get(path).text
    assert client.page(path).select("button[value=confirm]") == []
    open_now(engine, listed)
    gone = client.get(path)
    assert (gone.status_code, "its lists of people can no longer change" in gone.text) == (410, True)
    assert client.post(path, data=sent).status_code == 410
    with new_session(engine) as session:
        told = {entry.action: entry.author for entry in audit.list_entries(session, review_id=listed.review_id)}
    assert told["invitation.list_confirmed"] == "focal_point"


def test_an_objection_reaches_staff_and_all_who_answer(
    app, client: ReadingClient, engine: Engine, listed: Prepared, path: str, keys: Keys
) -> None:
    for reason in ("", " ", "x" * 1001):
        refused = client.post(f"{path}?lang=en", data={"answer": "object", "reason": reason})
        assert (refused.status_code, 'href="#reason"' in refused.text) == (422, True)
        assert refused.text.count("x" * 1001) == (1 if "x" in reason else 0)
    assert client.post(path, data={"answer": "object", "reason": "Nobody\x07 knows\x00 <b>p0</b>."}).status_code == 303
    assert "Nobody knows &lt;b&gt;p0&lt;/b&gt;." in client.get(path).text
    staff = app.test_client()
    let_in(staff, engine, make_staff(engine, "other@example.org"))
    ours = f"/staff/reviews/{listed.review_id}"
    for page in ("invitations", "open"):
        assert staff.get(f"{ours}/{page}").text.count("Nobody knows &lt;b&gt;p0") == 1
    do(engine, inviting.invite_people, listed.review_id, side=Side.PARTNER, people=[person(7)], keys=keys)
    assert "to an earlier state of this list" in staff.get(f"{ours}/open?lang=en").text
    open_now(engine, listed, reason="We cannot wait.")
    start = client.get(f"/r/{listed.links[Side.PRCS][0]}?lang=en").text
    assert "A focal point objected on" in start


def test_a_list_that_changed_meanwhile_is_shown_anew(
    client: ReadingClient, engine: Engine, listed: Prepared, path: str, keys: Keys
) -> None:
    shown = client.page(path).select_one("input[name=list]")["value"]
    do(engine, inviting.invite_people, listed.review_id, side=Side.PARTNER, people=[person(9)], keys=keys)
    refused = client.post(f"{path}?lang=en", data={"list": shown, "answer": "confirm"})
    assert (refused.status_code, "The list has changed since it was shown" in refused.text) == (422, True)
    assert "ليلى 9" in refused.text
    fresh = client.page(path).select_one("input[name=list]")["value"]
    assert client.post(path, data={"list": fresh, "answer": "confirm"}).status_code == 303
    do(engine, inviting.invite, listed.review_id, side=Side.PARTNER, count=2, keys=keys)
    page = client.get(f"{path}?lang=en").text
    assert ("The list has changed since you confirmed it." in page, "2 links without a name" in page) == (True, True)


def test_what_is_no_key_or_no_form_is_refused(client: ReadingClient, path: str) -> None:
    assert client.get("/confirm/nothing").status_code == 404
    assert client.post("/confirm/nothing", data={"answer": "confirm"}).status_code == 404
    assert client.post(path, json={"answer": "confirm"}).status_code == 415

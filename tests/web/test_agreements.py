"""After the meeting, in a browser's requests: what is agreed, promised and followed up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine

from surveyapp.workflow.reviews import closing
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import shown_fields
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE  # what is written is tried on both databases in tests/workflow
TODAY = datetime.now(UTC).date()
LATER = TODAY + timedelta(days=180)


@pytest.fixture
def closed(prepare: Callable[..., object], engine: Engine) -> int:
    review_id = prepare(people=3).review_id
    with writing(engine) as session:
        closing.close_review(session, review_id, now=datetime.now(UTC))
    return review_id


@pytest.fixture
def shared(closed: int, engine: Engine) -> int:
    with writing(engine) as session:
        closing.share_review(session, closed, now=datetime.now(UTC))
    return closed


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


def post(client: ReadingClient, review_id: int, to: str, **fields: str):
    page = client.page(f"/staff/reviews/{review_id}/actions")
    token = page.select_one("input[name=csrf_token]")["value"]
    return client.post(f"/staff/reviews/{review_id}/actions/{to}", data={"csrf_token": token, **fields})


UNWRITABLE, LONG = "characters that cannot be written", "longer than 200 characters"
FACETS = ("What PRCS does", "What the partner does", "What we do together")
WORDS, LEAD = "promise-words", "promise-prcs_lead"
PROMISED = {
    "promise-section": "integrity",
    "promise-words": "اجتماع كل ثلاثة أشهر",
    "promise-prcs_lead": "رنا",
    "promise-partner_lead": "Kari",
    "promise-due": "٢٠٣٠-٠٣-٠١",
    "promise-evidence": "Notes",
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.alike(1)
def test_a_meeting_is_written_down(staff: ReadingClient, shared: int, language: str) -> None:
    assert post(staff, shared, "meeting", held_on=str(TODAY), follow_up_on=str(LATER)).status_code == 303
    agreed = {"integrity-prcs": "3.5", "integrity-words": "الدرجة وسط", "integrity-lesson": "Earlier"}
    assert post(staff, shared, "agreements/integrity", **agreed).location.endswith("#agreed-integrity")
    assert post(staff, shared, "agreements/diversity", **{"diversity-joint": "differ"}).status_code == 303
    assert post(staff, shared, "promises", **PROMISED).status_code == 303
    assert post(staff, shared, "promises/1", **{"a1-status": "done", "a1-note": "تم"}).status_code == 303
    page = staff.page(f"/staff/reviews/{shared}/actions?lang={language}")
    text = page.get_text()
    for words in ("اجتماع كل ثلاثة أشهر", "3.5", "الدرجة وسط", "Earlier", "تم"):
        assert words in text
    chosen = page.select_one("#diversity-joint option[selected]")
    assert chosen["value"] == "differ"
    assert page.select_one("#a1-status option[selected]")["value"] == "done"


@pytest.mark.slow
def test_after_each_step_a_line_says_what_it_came_to(staff: ReadingClient, shared: int) -> None:
    def told() -> str:
        return staff.page(f"/staff/reviews/{shared}?lang=en").select_one(".done-line").get_text(" ", strip=True)

    steps = [
        ("meeting", {"held_on": str(TODAY), "follow_up_on": str(LATER)}, "The meeting is recorded. The follow-up"),
        ("agreements/integrity", {"integrity-prcs": "3.5"}, "What was agreed is saved. 1 topic has an agreement."),
        ("promises", PROMISED, "The action is saved. 1 action is agreed."),
        ("promises/1", {"a1-status": "begun"}, "It is noted. 1 action is not settled yet."),
        ("promises/1", {"a1-status": "done"}, "It is noted. All agreed actions are settled."),
    ]
    for to, fields, says in steps:
        assert post(staff, shared, f"{to}?lang=en", **fields).status_code == 303
        assert says in told()


@pytest.mark.slow
def test_a_topic_prints_what_was_agreed_or_room_for_it(staff: ReadingClient, shared: int) -> None:
    agreed = {"integrity-prcs": "3.5", "integrity-words": "الدرجة وسط"}
    assert post(staff, shared, "agreements/integrity", **agreed).status_code == 303
    assert post(staff, shared, "agreements/diversity", **{"diversity-joint": "differ"}).status_code == 303
    pages = {
        topic: staff.page(f"/staff/reviews/{shared}/results/{topic}?lang=en").select_one(".agreed")
        for topic in ("integrity", "diversity", "ownership")
    }
    said = {topic: " ".join(page.get_text(" ").split()) for topic, page in pages.items()}
    assert said == {
        "integrity": f"{FACETS[0]} \u20663.5\u2069 الدرجة وسط",
        "diversity": f"{FACETS[2]} We still differ",
        "ownership": " We still differ ".join([*FACETS, ""]).strip(),
    }
    assert {topic for topic, page in pages.items() if page.select_one(".blank")} == {"ownership"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("to", "fields", "kept"),
    [
        pytest.param("meeting", {"held_on": "yesterday", "follow_up_on": "2030-01-01"}, "yesterday", id="no day"),
        pytest.param("meeting", {"held_on": str(LATER), "follow_up_on": "2039-01-01"}, str(LATER), id="ahead"),
        pytest.param("promises", PROMISED | {"promise-partner_lead": ""}, "اجتماع كل ثلاثة", id="nobody answers"),
        pytest.param("promises", PROMISED | {"promise-words": "x" * 1001}, "x" * 1001, id="too long"),
        pytest.param("agreements/integrity", {"integrity-prcs": "6", "integrity-words": "kept"}, "kept", id="off"),
    ],
)
@pytest.mark.alike(2)
def test_what_cannot_be_taken_stays_in_its_form(
    staff: ReadingClient, shared: int, to: str, fields: dict[str, str], kept: str
) -> None:
    response = post(staff, shared, to, **fields)
    assert response.status_code == 422
    assert kept in response.text
    assert 'aria-invalid="true"' in response.text
    assert "overdue" not in staff.page(f"/staff/reviews/{shared}/actions?lang=en").get_text()


@pytest.mark.slow
def test_before_sharing_nothing_can_be_written(staff: ReadingClient, closed: int) -> None:
    page = staff.page(f"/staff/reviews/{closed}/actions?lang=en")
    assert not page.select("main form")
    token = shown_fields(staff.page("/staff/"))["csrf_token"]
    response = staff.post(f"/staff/reviews/{closed}/actions/promises", data={"csrf_token": token, **PROMISED})
    assert response.status_code == 409


def test_an_action_of_another_review_is_not_found(staff: ReadingClient, shared: int) -> None:
    assert post(staff, shared, "promises", **PROMISED).status_code == 303
    token = shown_fields(staff.page("/staff/"))["csrf_token"]
    for review_id, action in ((shared + 1, 1), (shared, 99)):
        path = f"/staff/reviews/{review_id}/actions/promises/{action}"
        fields = {"csrf_token": token, f"a{action}-status": "done"}
        assert staff.post(path, data=fields).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("to", "fields", "at", "says"),
    [
        pytest.param("promises", PROMISED | {WORDS: "a\ue000b"}, WORDS, UNWRITABLE, id="words"),
        pytest.param("promises", PROMISED | {LEAD: "a\x1bb"}, LEAD, UNWRITABLE, id="name"),
        pytest.param("promises", PROMISED | {LEAD: "x" * 201}, LEAD, LONG, id="long name"),
        pytest.param("promises", PROMISED | {WORDS: " "}, WORDS, "Say what will change.", id="nothing"),
        pytest.param(
            "agreements/integrity",
            {"integrity-prcs": "3", "integrity-words": "a\ue000b"},
            "integrity-words",
            UNWRITABLE,
            id="agreed",
        ),
        pytest.param("promises/1", {"a1-status": "done", "a1-note": "a\ue000b"}, "a1-note", UNWRITABLE, id="follow-up"),
        pytest.param("promises/1", {"a1-status": "done", "a1-note": "x" * 1001}, "a1-note", "shorten it", id="long"),
    ],
)
@pytest.mark.alike(3)
def test_each_refusal_is_said_at_its_field(
    staff: ReadingClient, shared: int, to: str, fields: dict[str, str], at: str, says: str
) -> None:
    staff.get("/staff/?lang=en")
    assert post(staff, shared, "promises", **PROMISED).status_code == 303
    response = post(staff, shared, to, **fields)
    assert response.status_code == 422
    said = BeautifulSoup(response.text, "lxml").find(id=f"{at}-error")
    assert said is not None
    assert says in said.get_text()


def test_names_are_spelled_as_their_owners_spell_them(staff: ReadingClient, shared: int) -> None:
    names = {"promise-prcs_lead": "مهرداد می\u200cرود", "promise-partner_lead": "Kari\u00adanne \u200bBerg"}
    assert post(staff, shared, "promises", **PROMISED | names).status_code == 303
    text = staff.page(f"/staff/reviews/{shared}/actions").get_text()
    assert "مهرداد می\u200cرود" in text
    assert "Karianne Berg" in text

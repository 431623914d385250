"""The record as administrators read it, and take it along."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.wire import from_plain
from surveyapp.store import audit
from surveyapp.store.audit import Author, Entry, sign
from surveyapp.web.audit.sentences import SENTENCES
from surveyapp.web.audit.telling import load_names, tell
from tests.databases import ON_SQLITE, RECORDING, writing
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
THEN = datetime(2026, 3, 1, 21, 59, tzinfo=UTC)  # 23:59 in Hebron
RANA, SAMI, KEEPER = "rana@example.org", "sami@example.org", "keeper@example.org"


@pytest.fixture
def reader(client: ReadingClient, engine: Engine, prepare: Callable[..., object]) -> ReadingClient:
    """An administrator's browser, on a record of a review opened and of sixty rounds."""
    prepare(people=1)
    with writing(engine) as session:
        sign(session, Author(RANA, THEN))
        audit.record(session, "round.renamed", round="=1+1")
        sign(session, Author(SAMI, THEN + timedelta(minutes=1)))
        for number in range(60):
            audit.record(session, "round.created", round=str(number))
    let_in(client, engine, make_staff(engine, KEEPER, role=Role.ADMINISTRATOR))
    return client


def shown(client: ReadingClient, query: str) -> list[str]:
    """Return the sentences on the page."""
    return [said.get_text() for said in client.page(f"/staff/audit?lang=en&{query}").select("td.what")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "verbs"),
    [
        pytest.param(f"author={RANA}", {"renamed"}, id="by author"),
        pytest.param("review=1&family=review", {"opened", "prepared"}, id="by review and kind"),
        pytest.param("since=2026-03-02&until=2026-03-02", {"created"}, id="by day, as it is in Hebron"),
        pytest.param("until=٢٠٢٦-٠٣-٠١", {"renamed"}, id="until a day, in Arabic digits"),
        pytest.param("family=meeting", set(), id="none"),
    ],
)
def test_entries_are_found(reader: ReadingClient, query: str, verbs: set[str]) -> None:
    assert {said.split()[1] for said in shown(reader, query)} == verbs


def test_entries_are_paged(reader: ReadingClient) -> None:
    first = reader.page(f"/staff/audit?author={SAMI}")
    assert len(first.select(".entry")) == 25
    older = first.select_one(".go a")["href"]
    assert len(reader.page(older).select(".entry")) == 25
    assert shown(reader, "before=99999999999999999999")


@pytest.mark.slow
@pytest.mark.parametrize("query", ["author=nobody", "since=yesterday", "review=x"])
def test_a_filter_that_was_not_offered_is_refused(reader: ReadingClient, query: str) -> None:
    assert reader.get(f"/staff/audit?{query}").status_code == 422


def export(client: ReadingClient, kind: str, **wanted: str) -> bytes:
    token = client.page("/staff/audit").select_one("input[name=csrf_token]")["value"]
    response = client.post(f"/staff/audit.{kind}", data={"csrf_token": token, **wanted})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="audit.{kind}"'
    return response.data


def test_the_table_opens_in_a_spreadsheet_as_it_is(reader: ReadingClient) -> None:
    data = export(reader, "csv", author=RANA)
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert (row["author"], row["action"], row["details"]) == (RANA, "round.renamed", '{"round":"=1+1"}')
    with_sign = Entry(1, THEN, "=HYPERLINK(1)", "x", None, "{}", "0", "0")
    from surveyapp.reports.exports.audit_log import to_csv

    assert ",'=HYPERLINK(1)," in to_csv([with_sign]).decode()


def test_the_chain_can_be_followed_in_json(reader: ReadingClient, app: object) -> None:
    plain = app.json.loads(export(reader, "json"))["entries"]
    entries = [from_plain(Entry, entry) for entry in reversed(plain)]
    assert [entry.hash for entry in entries] == [entry.computed_hash(RECORDING) for entry in entries]
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert shown(reader, "family=audit") == [f"{KEEPER} downloaded {len(entries)} entries of the activity log as JSON."]


OPENED = {
    "invited": {"prcs": 3, "partner": 8},
    "warnings": ["no_focal_point/prcs", "name_in_other_words/None"],
    "unconfirmed": ["focal_point_too_new/partner"],
    "way": "two",
    "proposed_by": RANA,
    "reason": "We cannot wait.",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "says", "rest"),
    [
        pytest.param(
            "en",
            [
                f"{RANA} gave the program board access.",
                f"{RANA} withdrew the link of someone whose name is no longer kept (PRCS) to the review PARTNER.",
                f"{RANA} signed in.",
                f"{RANA} opened the review PARTNER and invited: 8 people of the partner, 3 people of PRCS.",
            ],
            [
                "Known when it was opened: PRCS: no focal point was recorded; a name was missing in a language of the "
                "form",
                "Opened by: two members of staff",
                "Opened without confirmation: Partner: the focal point was too new to count",
                f"Proposed by: {RANA}",
                "Reason: We cannot wait.",
            ],
            id="in English",
        ),
        pytest.param(
            "ar",
            [
                f"{RANA}: منح البرنامج board حق الوصول.",
                f"{RANA}: سحب رابط شخص لم يعد اسمه محفوظاً (الجمعية) إلى الاستعراض PARTNER.",
                f"{RANA}: تسجيل الدخول.",
                f"{RANA}: فتح الاستعراض PARTNER، والمدعوون: 8 أشخاص من الجهة الشريكة، 3 أشخاص من الجمعية.",
            ],
            [
                "ما كان معلوماً عند الفتح: الجمعية: لم يكن هناك مسؤول اتصال مسجّل؛ اسم غير متوفر بإحدى لغات الاستمارة",
                "فُتح من دون تأكيد: الجهة الشريكة: كان مسؤول الاتصال أحدث من أن يُعتدّ بتأكيده",
                "طريقة الفتح: موظفان",
                f"اقترح الفتح: {RANA}",
                "السبب: We cannot wait.",
            ],
            id="in Arabic",
        ),
    ],
)
def test_an_entry_is_a_sentence_and_what_it_does_not_say(
    reader: ReadingClient, engine: Engine, language: str, says: list[str], rest: list[str]
) -> None:
    with writing(engine) as session:
        sign(session, Author(RANA, THEN))
        audit.record(session, "review.opened", review_id=1, **OPENED)
        audit.record(session, "sign_in.done", by_link=False)
        audit.record(session, "invitation.withdrawn", review_id=1, side="prcs", person="0123abcd", is_paper=False)
        audit.record(session, "program.created", program="board", rights=["see_results"], reviews=None, days=30)
    page = reader.page(f"/staff/audit?lang={language}&author={RANA}")
    entries = page.select("td.what")[:4]
    assert sorted(one.get_text() for one in entries[3].select("small bdi")) == sorted(rest)
    for small in page.select("td.what small"):
        small.decompose()
    (name,) = {one.get_text() for one in page.select("td.what a")}
    assert [one.get_text(strip=False).strip() for one in entries] == [one.replace("PARTNER", name) for one in says]


def test_an_agreed_score_is_written_as_everywhere(reader: ReadingClient, engine: Engine) -> None:
    with writing(engine) as session:
        audit.record(session, "meeting.agreed", review_id=1, section="integrity", score={"prcs": 3.0, "joint": None})
    told = reader.page("/staff/audit?lang=en").select_one("td.what small").get_text()
    assert "Joint work: We still differ, PRCS: 3" in without_controls(told)


SAMPLES: dict[str, object] = {
    "invited": {"prcs": 1, "partner": 11},
    "email": SAMI,
    "person": "0123abcd",
    "side": "partner",
    "kind": "csv",
    "mail": "invitation",
    "status": "done",
    "held_on": "2026-03-01",
    "follow_up": "2026-06-01",
    "closes_on": "2026-06-01",
    "made_at": "2026-03-01T10:00:00+00:00",
    "before": "facilitator",
    "role": "coordinator",
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_sentence_shows_what_only_programs_know(reader: ReadingClient, engine: Engine, language: str) -> None:
    """Each phrase of each action, once: whole, in its language, without keys and places."""
    phrases = [(action, one) for action, several in SENTENCES.items() for one in several]
    with writing(engine) as session:
        sign(session, Author("worker", THEN))
        for action, one in phrases:
            told = {key: SAMPLES.get(key, 2) for key in one.details}
            told |= {"people": {"prcs": 2}} if action == "partner.contacts_set" else {}
            audit.record(session, action, review_id=1 if "review" in one.places else None, **told)
    kept = reader.application.test_request_context(f"/?lang={language}")
    with kept, writing(engine) as session:
        entries = audit.list_entries(session, author="worker", limit=None)
        said = [tell(one, load_names(session, entries)).sentence for one in reversed(entries)]
    assert len(said) == len(phrases)
    wrong = [one for one in said if re.search(r"%\(|[a-z]_[a-z]|[{}]|0123abcd", re.sub("<[^>]+>", "", one))]
    assert wrong == []
    assert language == "en" or not [one for one in said if not re.search("[\u0600-\u06ff]", one)]

"""The record as administrators read it, and take it along."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from surveyapp.core.wire import from_plain
from surveyapp.store import audit
from surveyapp.store.audit import Author, Entry, sign
from tests.databases import ON_SQLITE, RECORDING, writing
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
THEN = datetime(2026, 3, 1, 21, 59, tzinfo=UTC)  # 23:59 in Hebron
RANA, SAMI = "rana@example.org", "sami@example.org"


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
    let_in(client, engine, make_staff(engine, "keeper@example.org", role=Role.ADMINISTRATOR))
    return client


def shown(client: ReadingClient, query: str) -> list[str]:
    """Return what was done, in the entries on the page."""
    rows = client.page(f"/staff/audit?lang=en&{query}").select("tbody tr")
    return [row.find_all("td")[1].get_text(strip=True) for row in rows]


@pytest.mark.parametrize(
    ("query", "actions"),
    [
        pytest.param(f"author={RANA}", {"Renamed a round"}, id="by author"),
        pytest.param("review=1&family=review", {"Opened a review", "Prepared a review"}, id="by review and kind"),
        pytest.param("since=2026-03-02&until=2026-03-02", {"Created a round"}, id="by day, as it is in Hebron"),
        pytest.param("until=٢٠٢٦-٠٣-٠١", {"Renamed a round"}, id="until a day, in Arabic digits"),
        pytest.param("family=meeting", set(), id="none"),
    ],
)
def test_entries_are_found(reader: ReadingClient, query: str, actions: set[str]) -> None:
    assert set(shown(reader, query)) == actions


def test_entries_are_paged(reader: ReadingClient) -> None:
    first = reader.page(f"/staff/audit?author={SAMI}")
    assert len(first.select("tbody tr")) == 50
    older = first.select_one(".go a")["href"]
    assert len(reader.page(older).select("tbody tr")) == 10
    assert shown(reader, "before=99999999999999999999")


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
    assert shown(reader, "family=audit") == ["Downloaded the activity log as a file"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_speaks_both_languages(reader: ReadingClient, language: str) -> None:
    assert reader.get(f"/staff/audit?lang={language}").status_code == 200


DETAILS = {
    "invited": {"prcs": 3, "partner": 8},
    "warnings": ["no_focal_point/prcs", "name_in_other_words/None"],
    "unconfirmed": ["focal_point_too_new/partner"],
    "way": "two",
    "proposed_by": RANA,
    "reason": "We cannot wait.",
}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        pytest.param(
            "en",
            [
                "Invited: Partner: 8, PRCS: 3",
                "Known when it was opened: PRCS: no focal point was recorded; a name was missing in a language of the "
                "form",
                "Opened without confirmation: Partner: the focal point was too new to count",
                "Opened by: two members of staff",
                f"Proposed by: {RANA}",
                "Reason: We cannot wait.",
            ],
            id="in English",
        ),
        pytest.param(
            "ar",
            [
                "المدعوون: الجهة الشريكة: 8، الجمعية: 3",
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
def test_details_are_told_in_words(reader: ReadingClient, engine: Engine, language: str, says: list[str]) -> None:
    with writing(engine) as session:
        sign(session, Author(RANA, THEN))
        audit.record(session, "review.opened", review_id=1, **DETAILS)
        audit.record(session, "sign_in.done", by_link=False)
        audit.record(session, "program.created", program="board", rights=["see_results"], reviews=None, days=30)
    page = reader.page(f"/staff/audit?lang={language}")
    signed, opened = page.select("td.details")[1:3]
    assert sorted(one.get_text() for one in opened.select("span")) == sorted(says)
    assert signed.get_text() == {"en": "With a one-time link: no", "ar": "برابط لمرة واحدة: لا"}[language]
    raw = ("by_link", "see_results", "no_focal_point", "{", "null")
    assert [word for word in raw if word in page.select_one("table").get_text()] == []

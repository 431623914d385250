"""The form behind a link, as a browser without JavaScript uses it."""

import random
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event, func, select
from werkzeug.datastructures import MultiDict

from surveyapp.core.form.draft import Draft, to_sheet
from surveyapp.core.form.pages import ChoicesField, Field, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.store.engine import for_statements, new_session
from surveyapp.store.invitations import revoke
from surveyapp.store.responses import read_sheets
from surveyapp.store.rows import DraftRow, ResponseRow, ReviewRow
from surveyapp.web.respond.forms import page_form, read_values
from surveyapp.web.security import CONTENT_SECURITY_POLICY
from surveyapp.workflow.answers import answering
from surveyapp.workflow.answers.answering import Ready
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from surveyapp.workflow.keys import token_hash
from surveyapp.workflow.reviews.closing import close_review
from tests.databases import ON_SQLITE, writing
from tests.inviting import save_page
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.filling import answer_whole_form, fill, shown_fields

NOW = datetime.now(UTC)


def count(engine: Engine, row: type) -> int:
    with new_session(engine) as session:
        return session.scalar(select(func.count()).select_from(row)) or 0


@pytest.mark.parametrize(
    ("database_url", "side", "language"),
    [
        ("sqlite", Side.PARTNER, "ar"),
        ("postgresql", Side.PARTNER, "en"),
        ("postgresql", Side.PRCS, "ar"),
        ("sqlite", Side.PRCS, "en"),
    ],
    indirect=["database_url"],
)
@pytest.mark.alike(2)
def test_a_whole_journey(
    client: ReadingClient, engine: Engine, prepare, questionnaire: Questionnaire, side: Side, language: str
) -> None:
    path = prepare().path(side)
    assert client.get(f"{path}?lang={language}").status_code == 200
    sheet = demonstration_sheets(questionnaire, "any", cast=CASTS[0], side=side)[0]
    receipt = answer_whole_form(client, path, questionnaire, sheet)
    assert re.fullmatch(r"[0-9A-Z]{10}", receipt)
    with new_session(engine) as session:
        assert list(read_sheets(session, 1)) == [sheet]
    again = client.get(path, follow_redirects=True)
    assert receipt in again.text
    assert client.post(f"{path}/check", data={"confirm": "send"}, follow_redirects=True).text.count(receipt) == 2
    assert count(engine, ResponseRow) == 1


@ON_SQLITE
def test_the_link_resumes_at_the_next_unanswered_page(client: ReadingClient, prepare) -> None:
    path = prepare().path()
    start = client.page(path)
    assert start.select_one("a.button.primary")["href"] == f"{path}/profile"
    fill(client, f"{path}/profile", {"role": "field"})
    fill(client, f"{path}/respect_empower", {"needs_voiced.self": "4"})
    assert client.page(path).select_one("a.button.primary")["href"] == f"{path}/diversity"
    assert shown_fields(client.page(f"{path}/respect_empower"))["needs_voiced.self"] == "4"


def test_a_get_changes_nothing(client: ReadingClient, engine: Engine, prepare) -> None:
    path = prepare().path()
    for page in ("", "/profile", "/integrity", "/closing", "/check", "/receipt"):
        client.get(path + page)
    assert count(engine, DraftRow) == 0


@ON_SQLITE
def test_statements_are_in_the_readers_voice(client: ReadingClient, prepare) -> None:
    prepared = prepare()
    ours = client.page(f"{prepared.path(Side.PRCS)}/integrity?lang=en").get_text()
    theirs = client.page(f"{prepared.path(Side.PARTNER)}/integrity?lang=en").get_text()
    assert "Our partner holds to humanitarian principles" in ours
    assert "PRCS holds to humanitarian principles" in theirs
    assert "{" not in ours + theirs


@ON_SQLITE
def test_the_language_switch_keeps_what_was_typed(client: ReadingClient, prepare) -> None:
    path = f"{prepare().path()}/integrity"
    page = client.page(path + "?lang=ar")
    button = next(b for b in page.select("header button") if b.get_text() == "English")
    response = fill(client, path, {"open": "كلمة", "safe_to_speak.joint": "na"}, query="?go=integrity&lang=en")
    assert button["formaction"].endswith("?go=integrity&lang=en")
    page = client.page(response.location)
    assert page.html["lang"] == "en"
    fields = shown_fields(page)
    assert (fields["open"], fields["safe_to_speak.joint"]) == ("كلمة", "na")


POSTED = ("", "4", "٤", "6", "dk", "None", "field", "y", "integrity", " x \r\ny ", "\x85", "ل" * 1001)


@ON_SQLITE
def test_what_is_read_of_a_body_is_what_its_form_reads(app: Flask, questionnaire: Questionnaire) -> None:
    """The form is made only where it has something to say."""
    chance = random.Random(20)
    with app.test_request_context("/"):
        for page in form_pages(questionnaire, Side.PARTNER) * 20:
            asked = [one for one in page.fields if chance.random() < 0.9]
            pairs = [(one.name, value) for one in asked for value in _posted(one, chance)]
            body, form = MultiDict(pairs), page_form(page, Language("ar"), values={}, body=MultiDict(pairs))
            form.validate()
            read, refused = read_values(page, body), form.refused()
            assert read.keys() | refused.keys() == {one.name for one in page.fields}
            for field, control in zip(page.fields, form, strict=True):
                shown = tuple(control.data) if isinstance(field, ChoicesField) else str(control.data or "")
                assert field.name in refused or read[field.name] == ("" if shown == "None" else shown)
                assert field.name not in refused or field.name not in read


def _posted(field: Field, chance: random.Random) -> list[str]:
    return chance.choices(POSTED, k=chance.randrange(4) if isinstance(field, ChoicesField) else 1)


@ON_SQLITE
def test_what_was_saved_between_reading_a_form_and_holding_its_link_stays(
    client: ReadingClient, engine: Engine, prepare, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{prepare().path()}/integrity"
    keep, keys = answering.keep_where_known, app.extensions["surveyapp.keys"]
    theirs = {"open": "نصّ هناك", "holds_principles.other": "2"}

    def keep_a_moment_later(connection: Connection, ready: Ready, **given: Any) -> bool:
        with writing(engine) as other:
            save_page(other, ready.way_in.token, now=NOW, keys=keys, changes=theirs)
        return keep(connection, ready, **given)

    monkeypatch.setattr(answering, "keep_where_known", keep_a_moment_later)
    told = fill(client, path, {"open": "نصّ هنا", "holds_principles.self": "4"})
    assert told.status_code == 422
    assert "نصّ هناك" in told.text
    kept = shown_fields(client.page(path))
    assert [kept[name] for name in ("open", "holds_principles.other", "holds_principles.self")] == ["نصّ هناك", "2", "4"]


def test_two_tabs_do_not_undo_each_other(client: ReadingClient, prepare) -> None:
    path = f"{prepare().path()}/integrity"
    first = shown_fields(client.page(path))
    second = shown_fields(client.page(path))
    client.post(path, data=first | {"holds_principles.self": "4"})
    client.post(path, data=second | {"holds_principles.other": "2"})
    fields = shown_fields(client.page(path))
    assert (fields["holds_principles.self"], fields["holds_principles.other"]) == ("4", "2")


@ON_SQLITE
def test_a_stale_token_loses_nothing(client: ReadingClient, prepare) -> None:
    path = f"{prepare().path()}/integrity"
    response = fill(client, path, {"csrf_token": "from last week", "holds_principles.self": "4"})
    assert response.status_code == 303
    assert shown_fields(client.page(path))["holds_principles.self"] == "4"


@ON_SQLITE
def test_valid_fields_are_kept_beside_a_bad_one(client: ReadingClient, prepare) -> None:
    path = f"{prepare().path()}/integrity"
    long = "ن" * 1001
    response = fill(client, path, {"holds_principles.self": "4", "holds_principles.other": "6", "open": long})
    assert response.status_code == 422
    assert long in response.text
    page = client.page(path)
    fields = shown_fields(page)
    assert fields["holds_principles.self"] == "4"
    assert "holds_principles.other" not in fields
    assert fields["open"] == ""


@ON_SQLITE
def test_arabic_digits_are_answers_too(client: ReadingClient, prepare) -> None:
    path = f"{prepare().path()}/integrity"
    assert fill(client, path, {"holds_principles.self": "٤"}).status_code == 303
    assert shown_fields(client.page(path))["holds_principles.self"] == "4"


@ON_SQLITE
@pytest.mark.parametrize(
    ("change", "status"),
    [
        pytest.param({"data": {"holds_principles.self": "6"}}, 422, id="outside the scale"),
        pytest.param({"data": {"needs_voiced.self": "3"}}, 400, id="a field of another page"),
        pytest.param({"data": {"x" * 300: "3"}}, 400, id="unknown field"),
        pytest.param({"data": {"open": "x" * 2_000_000}}, 413, id="two megabytes"),
        pytest.param({"data": {"open\x00": "ab"}}, 400, id="NUL in a name"),
        pytest.param({"data": {"holds_principles.self": ["3", "4"]}}, 400, id="one field twice"),
        pytest.param({"json": {"holds_principles.self": "3"}}, 415, id="JSON"),
        pytest.param({"raw": b"holds_principles.self=%ff%fe"}, 400, id="not UTF-8"),
        pytest.param({"raw": "holds_principles.self=٣".encode()}, 400, id="not encoded"),
        pytest.param({"raw": b"&".join(b"a=1" for _ in range(500))}, 400, id="five hundred fields"),
    ],
)
@pytest.mark.alike(5)
def test_bad_input_stores_nothing(client: ReadingClient, engine: Engine, prepare, change: dict, status: int) -> None:
    path = f"{prepare().path()}/integrity"
    if "data" in change:
        response = client.post(path, data=shown_fields(client.page(path)) | change["data"])
    elif "json" in change:
        response = client.post(path, json=change["json"])
    else:
        response = client.post(path, data=change["raw"], content_type="application/x-www-form-urlencoded")
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert count(engine, DraftRow) == 0
    assert client.get(path).status_code == 200


@ON_SQLITE
def test_control_characters_and_odd_bytes_in_any_field_are_left_out(client: ReadingClient, prepare) -> None:
    """Copying brings them along, and nobody sees them: they are no reason to refuse a page, or the whole form."""
    link = prepare().path()
    path = f"{link}/integrity"
    odd = {"open": b"a\x00b\x1b[2J\x7f\tc\nd\xff", "open.share": "y\x00", "holds_principles.self": "4\x00"}
    assert fill(client, path, odd).status_code == 303
    shown = shown_fields(client.page(path))
    assert shown["open"].strip().splitlines() == ["ab[2J\tc", "d\ufffd"]
    assert (shown["holds_principles.self"], shown["open.share"]) == ("4", ["y"])
    little = client.post(f"{link}/check?ask=1", data={"confirm": "send\x00"})
    assert (little.status_code, "من 62. هل تريدون الإرسال مع ذلك؟" in little.text) == (422, True)
    assert client.post(f"{link}/check", data={"confirm": "send\x00"}).status_code == 303
    assert client.post(f"{link}/check?ask=1", data={"confirm": "send"}).status_code == 303  # since it was sent


@ON_SQLITE
def test_a_cut_body_stores_nothing(client: ReadingClient, engine: Engine, prepare) -> None:
    from urllib.parse import urlencode

    path = f"{prepare().path()}/integrity"
    body = urlencode(shown_fields(client.page(path)) | {"holds_principles.self": "4"})
    fields = body.split("&")
    fields = [f for f in fields if not f.startswith("manifest")] + [f for f in fields if f.startswith("manifest")]
    whole = "&".join(fields)
    for length in range(0, len(whole), 7):
        cut = client.post(path, data=whole[:length], content_type="application/x-www-form-urlencoded")
        assert cut.status_code == 400, whole[:length]
    assert count(engine, DraftRow) == 0
    short = client.post(
        path,
        data=whole,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"CONTENT_LENGTH": str(len(whole) + 50)},
    )
    assert short.status_code == 400
    assert client.post(path, data=whole, content_type="application/x-www-form-urlencoded").status_code == 303


@ON_SQLITE
def test_an_empty_form_is_not_sent(client: ReadingClient, engine: Engine, prepare) -> None:
    path = prepare().path()
    response = fill(client, f"{path}/check", {})
    assert response.status_code == 422
    assert count(engine, ResponseRow) == 0
    assert client.get(f"{path}/receipt").status_code == 303


@ON_SQLITE
def test_an_unknown_link_is_a_page_in_both_languages(client: ReadingClient) -> None:
    for path in ("/r/nothing", "/r/" + "0" * 32, "/r/%00", "/r/" + "0" * 32 + "/integrity"):
        response = client.get(path)
        assert response.status_code == 404
        assert "هذا الرابط غير معروف لدينا" in response.text
        assert "We do not know this link." in response.text


@ON_SQLITE
def test_a_revoked_link_is_gone(client: ReadingClient, engine: Engine, prepare) -> None:
    prepared = prepare()
    token = prepared.links[Side.PARTNER][0]
    with writing(engine) as session:
        revoke(session, token_hash(token))
    for path in ("", "/integrity", "/check", "/receipt"):
        response = client.get(prepared.path() + path)
        assert (response.status_code, "This link was withdrawn." in response.text) == (410, True)


@ON_SQLITE
@pytest.mark.parametrize("is_sealed", [False, True], ids=["past its date", "closed"])
def test_a_closed_review_is_gone(client: ReadingClient, engine: Engine, prepare, *, is_sealed: bool) -> None:
    prepared = prepare()
    with writing(engine) as session:
        if is_sealed:
            close_review(session, prepared.review_id, now=NOW)
        else:
            session.get_one(ReviewRow, prepared.review_id).closes_on -= timedelta(days=33)
    assert client.get(prepared.path()).status_code == 410
    fields = {"manifest": ""}
    assert client.post(f"{prepared.path()}/integrity", data=fields).status_code == 410
    assert client.post(f"{prepared.path()}/check", data=fields).status_code == 410
    assert count(engine, ResponseRow) == 0


@ON_SQLITE
def test_names_are_isolated_and_neutralised(client: ReadingClient, prepare) -> None:
    name = text(ar="جهة \u202eمقلوبة", en="ACME <b>\u2067& Co")
    page = client.page(f"{prepare(name=name).path()}?lang=en")
    assert page.select_one("bdi").get_text() != ""
    assert "ACME <b>& Co" in page.get_text()
    assert "\u2067" not in page.get_text()


@ON_SQLITE
def test_comments_are_shown_without_their_direction_marks(client: ReadingClient, prepare) -> None:
    path = prepare().path()
    fill(client, f"{path}/integrity", {"open": "\u202eevil\u2066", "holds_principles.self": "3"})
    words = client.page(f"{path}/check").select_one(".words")
    assert words.get_text() == "evil"


@ON_SQLITE
def test_every_answer_stands_on_the_check_page(client: ReadingClient, prepare, questionnaire: Questionnaire) -> None:
    path = prepare().path()
    fill(client, f"{path}/profile", {"role": "field"})
    fill(client, f"{path}/integrity", {"holds_principles.self": "2", "holds_principles.other": "dk", "open": "نعم"})
    fill(client, f"{path}/closing", {"priorities": ["integrity", "diversity"], "trend": "5"})
    page = client.page(f"{path}/check?lang=en")
    given = [
        " ".join(dd.get_text(" ", strip=True).split()) for dd in page.find_all("dd") if not dd.select(".missing, .fine")
    ]
    assert given == [
        "Branch, field team or volunteers",
        "Rarely",
        "I don’t know",
        "نعم (not shown to anyone word for word)",
        "Much better",
        "Practise diversity and cultural sensitivity Ensure integrity",
    ]


@ON_SQLITE
def test_headers_are_on_every_answer(client: ReadingClient, prepare) -> None:
    path = prepare().path()
    style = client.page(path).find("link", rel="stylesheet")["href"]
    for url in (path, f"{path}/integrity", "/r/unknown", "/nowhere", "/", "/staff/", "/healthz", style):
        headers = client.get(url).headers
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in client.get(style).headers["Cache-Control"]
    assert client.get(path).headers["Cache-Control"] == "no-store"


@ON_SQLITE
def test_other_hosts_are_refused(client: ReadingClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@ON_SQLITE
def test_respondents_get_no_cookie_but_their_language(client: ReadingClient, prepare) -> None:
    path = prepare().path()
    assert "Set-Cookie" not in client.get(path).headers
    assert "Set-Cookie" not in fill(client, f"{path}/integrity", {}).headers
    assert [c.split("=")[0] for c in client.get(f"{path}?lang=en").headers.getlist("Set-Cookie")] == ["lang"]
    assert client.page(path).html["lang"] == "en"


@ON_SQLITE
def test_pages_take_few_queries(client: ReadingClient, app, prepare) -> None:
    path = prepare().path()
    client.get(path)
    counted: list[str] = []
    engine = app.extensions["surveyapp.engine"]
    for one in (engine, for_statements(engine)):
        event.listen(one, "before_cursor_execute", lambda *a: counted.append(a[2]))
    client.get(f"{path}/integrity")
    assert len(counted) == 1
    assert counted[0].startswith("SELECT")
    fields = shown_fields(client.page(f"{path}/integrity"))
    counted.clear()
    client.post(f"{path}/integrity", data=fields | {"holds_principles.self": "3"})
    assert len([s for s in counted if not s.startswith(("BEGIN", "PRAGMA"))]) in range(1, 8)


def test_an_unfinished_draft_is_a_sheet_too(questionnaire: Questionnaire) -> None:
    from surveyapp.core.form.pages import form_pages

    assert to_sheet(Draft(), form_pages(questionnaire, Side.PRCS), Side.PRCS).is_blank


@ON_SQLITE
def test_redirects_stay_on_the_form(client: ReadingClient, prepare) -> None:
    path = f"{prepare().path()}/integrity"
    for go in ("//evil.example", "https://evil.example/", "../../staff", "nowhere"):
        assert urlsplit(fill(client, path, {}, query=f"?go={go}").location).path.endswith("/working_together")

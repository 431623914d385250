"""The questionnaires' desk: versions, changes, previews, proof-reading, and publishing from the browser."""

import json
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine, event
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from surveyapp.catalogue.files import read_questionnaire, version_of, write_lock
from surveyapp.core.conduct.roles import Role
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.wire import canonical_json, from_plain
from surveyapp.reports.proof.sheet import list_sentences
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.questionnaires import list_published
from surveyapp.web.carrying import UPLOAD_LIMIT
from surveyapp.web.questionnaires import checking
from surveyapp.workflow.reviews.publishing import publish
from tests.catalogue.samples import SMALL, faults_in, spoiled
from tests.conftest import NOW
from tests.databases import ON_SQLITE, writing
from tests.languages import BOTH, EN
from tests.pages import ReadingClient
from tests.web.staff import EMAIL, let_in, make_staff

DESK = "/staff/questionnaires"
ENGLISH = ("We keep our word.", "We keep every promise.")
ARABIC = ("نفي بوعودنا.", "نفي بكل وعودنا.")
SLUG = "small"


@pytest.fixture
def desk(client: ReadingClient, engine: Engine) -> ReadingClient:
    """A coordinator's browser."""
    let_in(client, engine, make_staff(engine))
    return client


def read(text: str) -> Questionnaire:
    return read_questionnaire(text.encode(), name="small.yaml")


SMALL_STORED = from_plain(Questionnaire, json.loads(canonical_json(read(SMALL))))
"""As a version is read back: what a file writes in an order of its own goes by name."""


def put(engine: Engine, *texts: str) -> list[str]:
    """Publish each text an hour after the one before, and return the addresses of the versions."""
    for hours, text in enumerate(texts):
        with writing(engine) as session:
            publish(session, read(text), now=NOW + timedelta(hours=hours))
    return [f"{DESK}/{SLUG}/{version_of(read(text))}" for text in texts]


def published(engine: Engine) -> list[str]:
    with new_session(engine) as session:
        return [one.version.version for one in list_published(session)]


def send(client: ReadingClient, text: str, name: str = "small.yaml", *, language: str = "en") -> TestResponse:
    """Upload a file as a browser does."""
    token = client.page(DESK).select_one("input[name=csrf_token]")["value"]
    file = FileStorage(BytesIO(text.encode()), name)
    return client.post(f"{DESK}/new?lang={language}", data={"csrf_token": token, "questionnaire": file})


def soup(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "lxml")


def carried(response: TestResponse) -> dict[str, str]:
    """Return what the page's last form would send as it stands."""
    return {field["name"]: field.get("value", "") for field in soup(response).select("main form input[type=hidden]")}


def action_on(response: TestResponse) -> str:
    return str(soup(response).select("main form")[-1]["action"])


def press(client: ReadingClient, response: TestResponse, **more: str) -> TestResponse:
    return client.post(f"{DESK}/publish", data=carried(response) | more)


@pytest.mark.slow
def test_a_file_is_published_after_a_page_that_says_what_that_costs(desk: ReadingClient, engine: Engine) -> None:
    checked = send(desk, SMALL)
    assert (checked.status_code, action_on(checked)) == (200, f"{DESK}/publish/ask")
    shown = desk.post(action_on(checked), data=carried(checked))
    assert "can be neither changed nor deleted" in shown.text
    assert action_on(shown) == f"{DESK}/publish"
    assert published(engine) == []
    done = press(desk, shown)
    version = version_of(read(SMALL))
    assert (done.status_code, done.location) == (303, f"{DESK}/{SLUG}/{version}")
    assert published(engine) == [version]
    assert press(desk, shown).location == done.location  # pressed twice
    with new_session(engine) as session:
        entries = audit.list_entries(session, action="questionnaire.published")
    assert [(entry.author, audit.read_details(entry)) for entry in entries] == [
        (EMAIL, {"questionnaire": f"{SLUG}@{version}"})
    ]


@ON_SQLITE
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_fault_is_a_line_and_nothing_is_stored(desk: ReadingClient, engine: Engine, language: str) -> None:
    text = spoiled(("min_side: 3", "min_side: 2"), ('ar: "نفي بوعودنا."', 'ar: ""'), ("kind: joint", "kind: both"))
    response = send(desk, text, language=language)
    assert response.status_code == 422
    lines = [line.get_text() for line in soup(response).select(".faults li")]
    assert lines == faults_in(text)
    assert len(lines) == 3
    assert not soup(response).select("main form")
    assert published(engine) == []


@ON_SQLITE
def test_what_is_no_questionnaire_is_refused_on_the_page(desk: ReadingClient, engine: Engine) -> None:
    for text in ("", "<script>alert(1)</script>: [", "\x00\u202e", "x" * 130_000):
        response = send(desk, text, name="\u202eevil<b>.yaml")
        assert response.status_code == 422, text
        assert soup(response).select(".faults li")
        assert not soup(response).select("main script, main b")
    assert published(engine) == []


@ON_SQLITE
def test_what_does_nothing_is_said_and_may_be_published(desk: ReadingClient) -> None:
    response = send(desk, spoiled(("thanks:", "privacy_notice: {en: Nobody knows., ar: لا أحد يعلم.}\nthanks:")))
    (line,) = [line.get_text() for line in soup(response).select(".faults li")]
    assert "privacy_notice: is shown nowhere" in line
    assert press(desk, response).status_code == 303


@ON_SQLITE
def test_no_file_and_a_file_that_is_too_large(desk: ReadingClient) -> None:
    assert send(desk, "", name="").status_code == 422
    assert send(desk, "#" * (UPLOAD_LIMIT + 1)).status_code == 413


@ON_SQLITE
def test_what_changes_is_shown_before_the_button(desk: ReadingClient, engine: Engine) -> None:
    put(engine, SMALL)
    page = soup(send(desk, spoiled(ENGLISH, ARABIC)))
    assert [mark.get_text() for mark in page.select(".diff del, .diff ins")] == [
        "[−بوعودنا−]", "[+بكل وعودنا+]", "[−our word−]", "[+every promise+]",
    ]  # fmt: skip
    assert page.select_one(".diff h4").get_text() == "1.1a · about us"
    assert "Statements that can be compared with earlier rounds: 2 of 3." in page.get_text()
    assert "Wording changed: 1" in page.select_one("ul.legend").get_text()


@pytest.mark.slow
@ON_SQLITE
def test_stale_translations_are_named_and_must_be_vouched_for(desk: ReadingClient, engine: Engine) -> None:
    put(engine, SMALL)
    shown = send(desk, spoiled(ENGLISH))
    (line,) = soup(shown).select(".stale li")
    source, translation = (one.get_text() for one in line.select("bdi"))
    assert (ENGLISH[1] in source, ARABIC[0] in translation, "line 89" in line.get_text()) == (True, True, True)
    refused = press(desk, shown)
    assert (refused.status_code, len(published(engine))) == (422, 1)
    assert desk.post(action_on(refused), data=carried(refused)).status_code == 422
    asked = desk.post(action_on(refused), data=carried(refused) | {"fits": "y"})
    assert "1 statement can no longer be compared, or is new." in asked.text
    assert press(desk, asked).status_code == 303
    assert published(engine)[0] == version_of(read(spoiled(ENGLISH)))


@pytest.mark.slow
@ON_SQLITE
def test_publishing_waits_when_somebody_else_was_faster(desk: ReadingClient, engine: Engine) -> None:
    put(engine, SMALL)
    shown = send(desk, spoiled(ENGLISH, ARABIC))
    put(engine, SMALL, spoiled(("Your advice?", "Any advice?"), ("نصيحتكم؟", "هل من نصيحة؟")))
    refused = press(desk, shown)
    assert (refused.status_code, len(published(engine))) == (422, 2)
    assert "Any advice?" not in shown.text
    assert "[−Any" in refused.text
    assert press(desk, refused).status_code == 303


NOT_SHOWN = {
    "another version": {"version": "0" * 12},
    "no version": {"version": ""},
    "no questionnaire": {"document": "AAAA"},
    "nothing": {"document": "AAAA", "version": ""},
    "not what a page carries": {"document": "é"},
    "a file of the server": {"origin": "shipped", "name": "../wsgi.py"},
    "from another site": {"csrf_token": ""},
}


@ON_SQLITE
def test_only_what_was_shown_is_published(desk: ReadingClient, engine: Engine) -> None:
    shown = send(desk, SMALL)
    assert {name: press(desk, shown, **change).status_code for name, change in NOT_SHOWN.items()} == dict.fromkeys(
        NOT_SHOWN, 400
    )
    assert published(engine) == []


@ON_SQLITE
def test_a_cut_form_publishes_nothing(desk: ReadingClient, engine: Engine) -> None:
    fields = carried(send(desk, SMALL))
    assert list(fields)[-1] != "document"
    cut = fields | {"document": fields["document"][:-400]}
    assert desk.post(f"{DESK}/publish", data=cut).status_code == 400
    assert published(engine) == []


@pytest.mark.slow
@ON_SQLITE
def test_a_file_that_is_published_already_has_no_button(desk: ReadingClient, engine: Engine) -> None:
    put(engine, SMALL)
    page = soup(send(desk, "# a remark\n" + SMALL))
    assert not page.select("main form")
    assert page.select(f'main a[href="{DESK}/{SLUG}/{version_of(read(SMALL))}"]')


@pytest.mark.slow
@ON_SQLITE
def test_shipped_files_are_held_to_their_lock(
    desk: ReadingClient, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "FOLDER", tmp_path)
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    write_lock(file)
    address = f"{DESK}/new?lang=en&file=small.yaml"
    fresh = desk.get(address)
    assert "No translation is older than its source." in fresh.text
    file.write_text(spoiled(ENGLISH), encoding="utf-8")
    stale = desk.get(address)
    assert "accept it with --accept" in stale.text
    assert not soup(stale).select("main form")
    assert press(desk, fresh, fits="y", version=version_of(read(spoiled(ENGLISH)))).status_code == 400
    file.write_text(spoiled(('ar: "نفي بوعودنا."', 'ar: ""')), encoding="utf-8")
    (fault,) = soup(desk.get(address)).select(".faults li")
    assert fault.get_text().endswith("we.ar: is empty; write the Arabic text")
    (tmp_path / "small-first.yaml").write_text(SMALL, encoding="utf-8")
    (faulty, earlier) = soup(desk.get(f"{DESK}/new?lang=en")).select("main li")
    assert "1 fault" in faulty.get_text()
    assert "An earlier version:" in earlier.get_text()
    assert "For a new round" not in earlier.get_text()
    assert desk.get(f"{DESK}/new?file=other.yaml").status_code == 404
    file.write_text(SMALL, encoding="utf-8")
    assert press(desk, desk.get(address)).status_code == 303
    assert published(engine) == [version_of(read(SMALL))]


@pytest.mark.slow
@ON_SQLITE
def test_versions_are_listed_with_the_rounds_that_use_them(desk: ReadingClient, engine: Engine, prepare) -> None:
    prepare()
    prepare()
    put(engine, SMALL, spoiled(ENGLISH))
    rows = [
        [re.sub(r"\s+", " ", cell.get_text().strip()) for cell in row.select("th, td")]
        for row in desk.page(f"{DESK}?lang=en").select("tbody tr")
    ]
    assert [row[2:] for row in rows] == [
        ["39", "Review 2026 (2 reviews)", "First version"],
        ["3", "Not used yet", f"What changed – {version_of(read(spoiled(ENGLISH)))}"],
        ["3", "Not used yet", "First version"],
    ]


@pytest.mark.slow
@ON_SQLITE
def test_lists_take_the_same_queries_for_one_version_and_three(app: Flask, desk: ReadingClient, engine: Engine) -> None:
    asked: list[str] = []
    event.listen(app.extensions["surveyapp.engine"], "before_cursor_execute", lambda *a: asked.append(a[2]))
    counts = []
    for texts in ([SMALL], [spoiled(ENGLISH), spoiled(ENGLISH, ARABIC)]):
        address = put(engine, *texts)[0]
        for page in (DESK, address):
            asked.clear()
            assert desk.get(page).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


@pytest.mark.slow
@ON_SQLITE
def test_pages_of_a_version_lead_to_each_other(desk: ReadingClient, engine: Engine) -> None:
    old, new = put(engine, SMALL, spoiled(ENGLISH))
    seen = {new}
    waiting = [new]
    while waiting:
        links = [link["href"] for link in desk.page(waiting.pop()).select(f'main a[href^="{DESK}/{SLUG}"]')]
        for link in set(links) - seen:
            seen.add(link)
            waiting += [] if "/files/" in link else [link]
            assert desk.get(link).status_code == 200
    names = ["", "/form/prcs", "/form/partner", "/proof"]
    files = ["proof.xlsx", "questionnaire.yaml", "xlsform-prcs.xlsx", "xlsform-partner.xlsx"]
    everything = {f"{one}{name}" for one in (old, new) for name in [*names, *(f"/files/{file}" for file in files)]}
    assert seen == everything | {f"{new}/changes/{old.rpartition('/')[2]}"}


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize(
    "path", ["", "/form/prcs", "/form/both", "/proof", "/files/proof.xlsx", "/changes/000000000000"]
)
def test_what_there_is_not(desk: ReadingClient, engine: Engine, path: str) -> None:
    (address,) = put(engine, SMALL)
    assert desk.get(f"{DESK}/{SLUG}/000000000000{path}").status_code == 404
    assert desk.get(f"{address}{path.replace('prcs', 'no').replace('proof', 'no') or '/no'}").status_code == 404


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("language", BOTH)
def test_a_preview_is_the_whole_form(desk: ReadingClient, engine: Engine, side: Side, language: Language) -> None:
    (address,) = put(engine, SMALL)
    page = desk.page(f"{address}/form/{side}?lang={language}")
    optional = {"ar": "اختياري", "en": "optional"}[language]
    shown = [" ".join(label.get_text().split()) for label in page.select("main legend, main summary")]
    fields = [field for one in form_pages(read(SMALL), side) for field in one.fields if field.kind != "share"]
    endings = {"choice": f" ({optional})", "text": f" ({optional})"}
    assert shown[1:] == [field.label.in_(language) + endings.get(field.kind, "") for field in fields]
    assert not page.select("main form, main button, main input[type=hidden]")
    controls = page.select("main input, main textarea")
    assert controls == page.select("main fieldset[disabled] input, main fieldset[disabled] textarea")


@ON_SQLITE
def test_the_proof_shows_what_the_workbook_holds(desk: ReadingClient, engine: Engine) -> None:
    (address,) = put(engine, SMALL)
    page = desk.page(f"{address}/proof?lang=en")
    cells = {
        (td[0].get_text(), td[3].get_text(), td[4].get_text())
        for td in (row.select("td") for row in page.select("tbody tr"))
        if td
    }
    assert cells == {(one.code, one.text["ar"], one.text["en"]) for one in list_sentences(read(SMALL), EN)}


@pytest.mark.slow
@ON_SQLITE
def test_a_version_can_be_taken_away_changed_and_brought_back(desk: ReadingClient, engine: Engine) -> None:
    (address,) = put(engine, SMALL)
    file = desk.get(f"{address}/files/questionnaire.yaml")
    assert (file.mimetype, version_of(read(file.text))) == ("application/yaml", version_of(read(SMALL)))
    assert f'filename="small-{version_of(read(SMALL))}-questionnaire.yaml"' in file.headers["Content-Disposition"]
    shown = send(desk, file.text.replace(*ENGLISH).replace(*ARABIC))
    assert press(desk, shown).status_code == 303


@ON_SQLITE
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.VIEWER])
def test_readers_are_offered_no_publishing(client: ReadingClient, engine: Engine, role: Role) -> None:
    put(engine, SMALL)
    let_in(client, engine, make_staff(engine, role=role))
    assert not client.page(DESK).select(f'main a[href="{DESK}/new"]')
    assert client.get(f"{DESK}/new").status_code == 403

"""Keying paper forms at the desk, as a browser without JavaScript does."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine, func, select
from werkzeug.test import TestResponse

from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.conduct.roles import Role
from surveyapp.core.form.draft import from_sheet
from surveyapp.core.form.marks import marks_of, write_marks
from surveyapp.core.form.pages import ShareField, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.typed_codes import grouped, write_code
from surveyapp.reports.paper.codes import item_codes
from surveyapp.store import invitations
from surveyapp.store.engine import new_session
from surveyapp.store.responses import read_sheets
from surveyapp.store.rows import KeyingRow, ResponseRow
from surveyapp.workflow.answers import keying
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.reviews import closing, opening
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import fill, shown_fields
from tests.web.staff import let_in, make_staff
from tests.workflow.test_keying import NOW

KEYING = "form.keying"
RATED, WORDS = "integrity:holds_principles.self", "integrity:open"
JSON = {"Accept": "application/json"}


class Desk:
    """An officer's browser, and the papers of one review."""

    def __init__(self, client: ReadingClient, engine: Engine, prepared: Prepared, codes: list[str]) -> None:
        self.client, self.engine, self.prepared, self.codes = client, engine, prepared, codes
        self.path = f"/paper/{codes[0]}"

    def key(self, typed: dict[str, object], *, time: str = "first", **more: object) -> TestResponse:
        path = f"{self.path}?time={time}"
        return self.client.post(path, data=shown_fields(self.client.page(path), KEYING) | typed, **more)

    def press(self, path: str, button: str, **more: object) -> TestResponse:
        """Send one of a page's forms, by the end of its address, as it stands and with what is chosen."""
        page = self.client.page(path)
        form = next(f for f in page.select("main form[method=post]") if f["action"].endswith(button))
        token = form.select_one("[name=csrf_token]")["value"]
        return self.client.post(form["action"], data={"csrf_token": token, **more})

    def shown(self, time: str = "first") -> dict[str, object]:
        return shown_fields(self.client.page(f"{self.path}?time={time}"), KEYING)

    def count(self, row: type) -> int:
        with new_session(self.engine) as session:
            return session.scalar(select(func.count()).select_from(row)) or 0


@pytest.fixture
def make_desk(app: Flask, engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Callable[..., Desk]:
    def make_desk(*, is_open: bool = True, papers: int = 1, **terms: object) -> Desk:
        prepared = prepare(is_open=False, **terms)
        with writing(engine) as session:
            codes = inviting.invite(
                session, prepared.review_id, side=Side.PARTNER, count=papers, keys=keys, is_paper=True
            )
            if not prepared.links:
                inviting.invite(session, prepared.review_id, side=Side.PRCS, count=1, keys=keys)
            if is_open:
                opening.open_review(session, prepared.review_id, now=NOW)
        client = app.test_client()
        let_in(client, engine, make_staff(engine, "officer@example.org", role=Role.COORDINATOR))
        return Desk(client, engine, prepared, codes)

    return make_desk


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


ON_EACH_DATABASE_IN_A_LANGUAGE = pytest.mark.parametrize(
    ("database_url", "language"), [("sqlite", "ar"), ("postgresql", "en")], indirect=["database_url"]
)


@pytest.mark.slow
@ON_EACH_DATABASE_IN_A_LANGUAGE
def test_a_whole_form_is_keyed_sent_and_read_as_it_was_filled_in(
    desk: Desk, questionnaire: Questionnaire, language: str
) -> None:
    """Every field, in the paper's order and under its code; what is stored is what a screen would have stored."""
    sheet = demonstration_sheets(questionnaire, "any", cast=CASTS[0], side=Side.PARTNER)[0]
    pages = form_pages(questionnaire, Side.PARTNER)
    draft = from_sheet(sheet, pages)
    page = desk.client.page(f"{desk.path}?lang={language}")
    shown = [label.select_one("b").get_text() for label in page.select("form.keying label")]
    assert shown == list(item_codes(questionnaire, Side.PARTNER).values())
    typed = {f"{p.id}:{f.name}": write_marks(f, draft.values(p).get(f.name, f.empty)) for p in pages for f in p.fields}
    typed = {name: value for name, value in typed.items() if value or not name.endswith(".share")}
    typed["closing:priorities"] = " ".join(sorted(typed["closing:priorities"].split(), key=int))  # as they are shown
    once = BeautifulSoup(desk.key(typed).text, "lxml")
    carried = shown_fields(once, "#again")
    assert {name: value for name, value in carried.items() if name in typed} == typed
    assert desk.client.get(desk.path).location == f"{desk.path}/check"
    receipt = desk.press(f"{desk.path}/check", "/check")
    assert receipt.status_code == 200
    with new_session(desk.engine) as session:
        assert list(read_sheets(session, desk.prepared.review_id)) == [sheet]


@pytest.mark.slow
@ON_SQLITE
def test_an_organisations_paper_is_keyed_as_it_was_printed(make_desk: Callable[..., Desk]) -> None:
    agreed = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)
    desk = make_desk(people=0, answering=agreed)
    page = desk.client.page(f"{desk.path}?lang=en")
    assert page.select_one("form.keying h2").get_text() != "About your work"
    assert not page.select('[name^="profile:"]')
    words = page.select_one("form.keying").get_text()
    assert ("as our organisation’s" in words, "without a name" in words) == (True, False)
    assert desk.key({RATED: "4"}).status_code == 200


@pytest.mark.slow
@ON_SQLITE
def test_the_legend_holds_the_marks_of_each_field(desk: Desk, questionnaire: Questionnaire) -> None:
    page = desk.client.page(desk.path)
    for p in form_pages(questionnaire, Side.PARTNER):
        for field in p.fields:
            control = page.find(id=f"{p.id}:{field.name}")
            legend = page.find(id=control.get("aria-describedby", "none"))
            marks = [mark["data-mark"] for mark in legend.select("[data-mark]")] if legend else []
            assert marks == list(marks_of(field)), field.name
            assert isinstance(field, ShareField) or control.name == "textarea" or control["pattern"]


@pytest.mark.slow
@ON_SQLITE
def test_valid_fields_are_kept_and_wrong_ones_named_by_their_code(desk: Desk) -> None:
    closing_topics = "closing:priorities"
    wrong = {RATED: "6", WORDS: "ن" * 1001, closing_topics: "1 2 3 4"}
    response = desk.key({"integrity:holds_principles.other": "٢", **wrong})
    assert response.status_code == 422
    page = BeautifulSoup(response.text, "lxml")
    named = [link.bdi.get_text() for link in page.select("#errors a")]
    assert named == ["3.1a", "3.4", "C3"]
    assert {link["href"] for link in page.select("#errors a")} == {f"#{name}" for name in wrong}
    assert {tag["name"] for tag in page.select("[aria-invalid]")} == set(wrong)
    assert {name: shown_fields(page, KEYING)[name] for name in wrong} == wrong
    kept = desk.shown()
    assert (kept["integrity:holds_principles.other"], [kept[name] for name in wrong]) == ("2", ["", "", ""])


@pytest.mark.slow
@ON_SQLITE
def test_scripts_are_told_what_is_kept_and_what_is_refused(desk: Desk) -> None:
    response = desk.key({RATED: "4"}, headers=JSON)
    assert (response.status_code, set(response.json)) == (200, {"saved"})
    late = desk.shown()
    assert late[RATED] == "4"
    partly = desk.key({RATED: "77"}, headers=JSON)
    assert (partly.status_code, len(partly.json["saved"]) > len(response.json["saved"]) + 5) == (200, True)
    desk.key({RATED: "4"})
    refused = desk.client.post(desk.path, data=late | {RATED: "5"}, headers=JSON)
    assert (refused.status_code, set(refused.json)) == (422, {"error"})


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("body", ["cut before the end", "without a field"])
def test_a_body_that_is_not_whole_changes_nothing(desk: Desk, body: str) -> None:
    desk.key({RATED: "4"}, headers=JSON)
    fields = desk.shown() | {RATED: "5"}
    fields.pop("whole" if body == "cut before the end" else WORDS)
    assert desk.client.post(desk.path, data=fields).status_code == 400
    assert desk.shown()[RATED] == "4"


@pytest.mark.slow
@ON_SQLITE
def test_words_that_no_database_takes_are_wrong_and_the_rest_is_kept(desk: Desk) -> None:
    refused = desk.client.post(f"{desk.path}?lang=en", data=desk.shown() | {RATED: "5", WORDS: "a\0b"})
    assert (refused.status_code, "characters that cannot be written" in refused.text) == (422, True)
    assert (desk.shown()[RATED], desk.shown()[WORDS]) == ("5", "")


@pytest.mark.slow
@ON_EACH_DATABASE_IN_A_LANGUAGE
@pytest.mark.alike(1)
def test_a_second_keying_shows_each_difference_until_it_is_settled(desk: Desk, language: str) -> None:
    desk.client.get(f"/?lang={language}")
    desk.key({RATED: "4", WORDS: "كلام", "profile:role": "2"})
    assert desk.shown("second")[RATED] == ""
    desk.key({RATED: "5", WORDS: "كلام", "profile:role": "1"}, time="second")
    page = desk.client.page(f"{desk.path}/check")
    assert [one.legend.b.get_text() for one in page.select("fieldset")] == ["P1", "3.1a"]
    assert desk.client.post(f"{desk.path}/check", data=shown_fields(page)).status_code == 422
    assert desk.count(ResponseRow) == 0
    desk.press(f"{desk.path}/check", "/differences", **{RATED: "second"})
    page = desk.client.page(f"{desk.path}/check")
    assert [one.legend.b.get_text() for one in page.select("fieldset")] == ["P1"]
    wrong = desk.press(f"{desk.path}/check", "/differences", **{"profile:role": "paper", "profile:role:paper": "77"})
    assert (wrong.status_code, "77" in wrong.text) == (422, True)
    desk.press(f"{desk.path}/check", "/differences", **{"profile:role": "paper", "profile:role:paper": "٣"})
    assert desk.press(f"{desk.path}/check", "/check").status_code == 200
    with new_session(desk.engine) as session:
        (sheet,) = read_sheets(session, desk.prepared.review_id)
    assert (list(sheet.ratings.values()), sheet.comments["integrity"].text) == ([5], "كلام")


@pytest.mark.slow
@ON_SQLITE
def test_what_was_keyed_is_shown_once_and_then_only_where_two_keyings_differ(desk: Desk) -> None:
    secret, kept = "سرّ لا يُعاد", {RATED: "4", WORDS: "سرّ لا يُعاد"}
    late = desk.shown()
    once = desk.key(kept)
    assert secret in once.text
    pages = ["", "?time=first", "?time=second", "/check"]
    seen = [desk.client.get(desk.path + page, follow_redirects=True).text for page in pages]
    assert [secret in text for text in seen] == [False] * 4
    carried = shown_fields(BeautifulSoup(once.text, "lxml"), "#again")
    again = desk.client.post(f"{desk.path}?time=first&again=1", data=carried)
    assert (again.status_code, shown_fields(BeautifulSoup(again.text, "lxml"), KEYING)[WORDS]) == (200, secret)
    desk.key(kept)
    behind = desk.client.post(desk.path, data=late | {RATED: "5", WORDS: secret})
    taken = BeautifulSoup(behind.text, "lxml")
    assert (behind.status_code, "time=second" in taken.select_one(KEYING)["action"]) == (409, True)
    desk.client.post(taken.select_one(KEYING)["action"], data=shown_fields(taken, KEYING))
    seen = [desk.client.get(desk.path + page, follow_redirects=True) for page in pages]
    assert [("3.1a" in one.text, secret in one.text) for one in seen] == [(True, False)] * 4


@pytest.mark.slow
@ON_SQLITE
def test_a_second_keying_of_another_sheet_reads_out_nothing_of_the_first(desk: Desk) -> None:
    """A blank one would show all that was filled in; which of the two is of this sheet, the code on it tells."""
    rated = [name for name in desk.shown() if name.endswith(".other")][:5]
    desk.key(dict.fromkeys(rated, "4") | {WORDS: "سرّ لا يُعاد"})
    shown = desk.shown(time="second")
    answer = desk.client.post(f"{desk.path}?time=second", data=shown, follow_redirects=True)
    assert "الإدخالان لا يتوافقان" in answer.text
    assert "سرّ لا يُعاد" not in answer.text


@ON_SQLITE
def test_the_receipt_is_shown_once_and_the_form_says_that_it_was_sent(desk: Desk, keys: Keys) -> None:
    desk.key({RATED: "4"})
    fields = shown_fields(desk.client.page(f"{desk.path}/check"))
    code = keys.receipt_code(desk.codes[0])
    sent = [desk.client.post(f"{desk.path}/check", data=fields) for _ in range(2)]
    assert [code in response.text for response in sent] == [True, True]
    assert (desk.count(ResponseRow), desk.count(KeyingRow)) == (1, 0)
    again = desk.client.get(f"{desk.path}/check", follow_redirects=True)
    assert (again.status_code, again.request.path, code in again.text) == (200, desk.path, False)
    page = BeautifulSoup(again.text, "lxml")
    assert (page.select("form.keying"), RATED in again.text) == ([], False)
    assert page.h1.get_text() in {"This form was sent already", "سبق إرسال هذه الاستمارة"}


@ON_SQLITE
def test_what_comes_after_sending_changes_nothing(desk: Desk) -> None:
    late = desk.shown() | {RATED: "4"}
    desk.client.post(desk.path, data=late)
    desk.press(f"{desk.path}/check", "/check")
    for response in (desk.client.post(desk.path, data=late), desk.client.post(f"{desk.path}/differences", data=late)):
        assert (response.status_code, response.location) == (303, desk.path)
    assert (desk.count(KeyingRow), desk.count(ResponseRow)) == (0, 1)


@ON_SQLITE
def test_a_form_without_a_rating_is_not_sent(desk: Desk) -> None:
    desk.key({WORDS: "كلام"})
    response = desk.press(f"{desk.path}/check", "/check")
    assert (response.status_code, len(BeautifulSoup(response.text, "lxml").select("[role=alert]"))) == (422, 1)


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("step", ["/check", "?time=second", "/differences"])
def test_a_form_that_was_not_keyed_is_keyed_first(desk: Desk, step: str) -> None:
    fields = desk.shown()
    for response in (desk.client.post(desk.path + step, data=fields), desk.client.get(desk.path + step)):
        assert response.status_code in {303, 405}
    assert desk.client.post(desk.path + step, data=fields, follow_redirects=True).request.path == desk.path
    assert desk.count(KeyingRow) == 0


@ON_SQLITE
def test_who_has_begun_on_a_screen_is_said_and_not_what_he_answered(desk: Desk, app: Flask) -> None:
    before = desk.client.get(desk.path).text
    fill(app.test_client(), f"/r/{desk.codes[0]}/integrity", {"open": "سرّ", "holds_principles.self": "2"})
    page = desk.client.page(desk.path)
    begun = page.select_one("main p.strong").get_text()
    assert "سرّ" not in page.get_text()
    assert begun not in before
    assert shown_fields(page, KEYING)[RATED] == ""


@ON_SQLITE
def test_a_get_changes_nothing(desk: Desk) -> None:
    for page in ("", "?time=second", "/check"):
        desk.client.get(desk.path + page)
    assert desk.count(KeyingRow) == 0


@ON_SQLITE
def test_codes_that_lead_nowhere(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(is_open=False)
    personal = desk.prepared.links[Side.PARTNER][0]
    found = [desk.client.get(f"/paper/{code}").status_code for code in ("0" * 32, personal, desk.codes[0])]
    assert found == [404, 404, 410]


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("what", ["withdrawn", "closed"])
def test_codes_that_take_no_more(desk: Desk, what: str) -> None:
    desk.key({RATED: "4"})
    with writing(desk.engine) as session:
        if what == "closed":
            closing.close_review(session, desk.prepared.review_id, now=NOW)
        else:
            invitations.revoke(session, token_hash(desk.codes[0]))
    assert [desk.client.get(desk.path + page).status_code for page in ("", "/check")] == [410, 410]


@ON_SQLITE
def test_a_code_is_found_as_it_was_copied_from_paper(desk: Desk, keys: Keys) -> None:
    with new_session(desk.engine) as session:
        code = keying.find_form(session, desk.codes[0], keys=keys).code
    pasted = f"https://reviews.example{desk.path}.\u200f"
    for typed in (grouped(code), f" {code} ", desk.codes[0].upper(), pasted):
        assert desk.press("/paper/", "/paper/", code=typed).location == desk.path
    assert desk.client.get(f"/paper/{grouped(code)}").location == desk.path
    assert f"{code[:4].upper()}" in desk.client.page(desk.path).select_one(".between").get_text()


@ON_SQLITE
@pytest.mark.parametrize("typed", ["../staff", "..", grouped(write_code(5))])
def test_a_wrong_code_stays_in_its_field(desk: Desk, typed: str) -> None:
    refused = desk.press("/paper/", "/paper/", code=typed)
    field = BeautifulSoup(refused.text, "lxml").select_one("#code")
    assert (refused.status_code, field["value"], field["aria-describedby"].split()) == (422, typed, ["code-error"])


@ON_SQLITE
def test_how_many_were_answered_is_on_the_reviews_page_as_of_midnight(
    make_desk: Callable[..., Desk], keys: Keys
) -> None:
    desk, seen = make_desk(papers=6), []
    address = f"/staff/reviews/{desk.prepared.review_id}?lang=en"
    for number, code in enumerate(desk.codes[:5], 1):
        with writing(desk.engine) as session:
            way_in = keying.find_form(session, code, keys=keys).way_in
            draft = way_in.draft.with_changes(way_in.pages[3], {"holds_principles.self": "4"})
            keying.keep(session, code, number=1, draft=draft, now=NOW, keys=keys)
            keying.send(session, code, now=NOW, keys=keys)
        page = desk.client.page(address)
        seen.append([dd.get_text() for dd in page.select_one("h3").find_next("dl").select("dd")])
        assert not [c for c in desk.codes if c in str(page)], number
    assert seen == [["fewer than 3 people"]] * 5

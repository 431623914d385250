"""Paper at the desk: blank forms to print."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.reports.paper.blank_form import form_data, load_blank_form
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.rosters import list_rosters
from surveyapp.words.catalogue import say
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import opening
from tests.conftest import Prepared
from tests.databases import writing
from tests.languages import BOTH, PRINTS
from tests.pages import ReadingClient
from tests.reports.test_blank_form import KEEPING, text_of_pages
from tests.web.filling import fill
from tests.web.staff import let_in, make_staff

SHOWN = "article h1, .scale-question, .about, fieldset.question > legend, details.comment > summary"
"""What corresponds on a screen to what stands on paper."""


@pytest.fixture
def sign_in(app: Flask, engine: Engine) -> Callable[[Role], ReadingClient]:
    """Return a function that gives a browser in which somebody of a role is signed in."""

    def signed_in(role: Role) -> ReadingClient:
        client = app.test_client()
        let_in(client, engine, make_staff(engine, f"{role}@example.org", role=role))
        return client

    return signed_in


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_reviews_page_offers_each_form(
    sign_in: Callable[[Role], ReadingClient], prepare: Callable[..., Prepared], language: str
) -> None:
    review_id, officer = prepare().review_id, sign_in(Role.COORDINATOR)
    page = officer.page(f"/staff/reviews/{review_id}?lang={language}")
    offered = [link["href"] for link in page.select("main a") if link["href"].endswith(".pdf")]
    assert offered == [f"/staff/reviews/{review_id}/forms/{side}-{name}.pdf" for side in Side for name in PRINTS]
    response = officer.get(offered[0])
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.headers["Content-Disposition"].startswith('inline; filename="norcross0-2026-prcs-form-ar-20')
    assert response.data.startswith(b"%PDF")
    assert "lang=" not in str(response.headers.getlist("Set-Cookie"))


def printed_words(data: Mapping[str, Any], language: str) -> list[str]:
    """Return titles, headings and questions as they stand on the paper form, in its order."""
    words = []
    for page in data["pages"]:
        words.append(page["title"])
        for block in page["blocks"]:
            groups = block.get("groups", [{"heading": None, "questions": [block]}])
            words.append(block.get("question"))
            for group in groups:
                words += [group["heading"], *(one["text"] for one in group["questions"])]
    return [letters(said[language]) for said in words if said]


def shown_words(page: BeautifulSoup, wanted: str) -> list[str]:
    """Return what is ``wanted`` of a page, in its order, without what only a page says."""
    for aside in page.select("legend small, summary small, .visually-hidden"):
        aside.extract()
    return [letters(found.get_text()) for found in page.select(wanted)]


def letters(text: str) -> str:
    return "".join(c for c in without_controls(text) if c.isalnum())


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.alike(2)
def test_paper_screen_and_keying_have_one_order_one_set_of_headings_and_one_set_of_codes(
    sign_in: Callable[[Role], ReadingClient],
    prepare: Callable[..., Prepared],
    engine: Engine,
    keys: Keys,
    side: Side,
    language: Language,
) -> None:
    prepared, officer = prepare(is_open=False), sign_in(Role.COORDINATOR)
    with writing(engine) as session:
        (token,) = inviting.invite(session, prepared.review_id, side=side, count=1, keys=keys, is_paper=True)
        opening.open_review(session, prepared.review_id, now=datetime.now(UTC))
        of = {"side": side, "languages": (language,), "keeping": KEEPING}
        form = load_blank_form(session, prepared.review_id, **of)
        data = form_data(form)
    told = [group["heading"] for group in data["front"]["notice"][language]]
    assert say("Who was invited", language) in told
    printed = printed_words(data, language)
    on_screen = BeautifulSoup(FlaskClient.open(officer, f"/r/{token}/pages.html?lang={language}").text, "lxml")
    assert shown_words(on_screen, SHOWN)[: len(printed)] == printed
    keyed = officer.page(f"/paper/{token}?lang={language}")
    asked = list(codes_of(data))
    found = [b.get_text() for b in keyed.select(".keying .keyed label b, .keying > div > label:not(.option) b")]
    assert (found, len(found)) == (asked, len(set(asked)))
    heads = [said[language] for page in data["pages"] for b in page["blocks"] for said in headings_of(b)]
    assert [letters(h3.get_text()) for h3 in keyed.select(".keying h3")] == [letters(head) for head in heads]


def codes_of(data: Mapping[str, Any]) -> Iterator[str]:
    for page in data["pages"]:
        for block in page["blocks"]:
            groups = block.get("groups", [{"questions": [block]}])
            yield from (one["code"] for group in groups for one in group["questions"])


def headings_of(block: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return [group["heading"] for group in block.get("groups", ()) if group["heading"]]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["nobody-ar.pdf", "prcs-zz.pdf", "prcs-ar.doc"])
def test_other_forms_are_not_found(
    sign_in: Callable[[Role], ReadingClient], prepare: Callable[..., Prepared], path: str
) -> None:
    assert sign_in(Role.COORDINATOR).get(f"/staff/reviews/{prepare().review_id}/forms/{path}").status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_only_reads_results_is_offered_no_forms(
    sign_in: Callable[[Role], ReadingClient], prepare: Callable[..., Prepared]
) -> None:
    review_id, viewer = prepare().review_id, sign_in(Role.VIEWER)
    assert ".pdf" not in viewer.get(f"/staff/reviews/{review_id}").text
    assert viewer.get(f"/staff/reviews/{review_id}/forms/prcs-ar.pdf").status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_codes_are_made_printed_and_withdrawn_on_one_page_until_opening(
    sign_in: Callable[[Role], ReadingClient], prepare: Callable[..., Prepared], engine: Engine, tmp_path: Path
) -> None:
    review_id, officer = prepare(is_open=False).review_id, sign_in(Role.COORDINATOR)
    path = f"/staff/reviews/{review_id}/invitations/prcs/paper"
    assert f"{path}" in str(officer.page(f"/staff/reviews/{review_id}"))
    for count in ("2", "١"):
        assert fill(officer, path, {"count": count}).status_code == 303
    page = officer.page(f"{path}?lang=en")
    assert (page.select_one("#made h2").get_text(), page.select_one("#last")["value"]) == (
        "3 paper forms with codes",
        "3",
    )
    token = {"csrf_token": page.select_one("[name=csrf_token]")["value"]}
    printed = officer.post(f"{path}/forms.pdf", data={**token, "first": "2", "last": "3", "language": "en"})
    assert (printed.status_code, printed.mimetype) == (200, "application/pdf")
    assert 'filename="norcross0-2026-prcs-forms-with-codes-2-3-en-20' in printed.headers["Content-Disposition"]
    shown = codes_printed(printed.data, tmp_path)
    assert len(shown) == 2
    again = officer.post(f"{path}/forms.pdf", data={**token, "first": "1", "last": "3", "language": "en"})
    assert codes_printed(again.data, tmp_path)[1:] == shown
    assert officer.post(f"{path}/forms.pdf", data={**token, "first": "3", "last": "4"}).status_code == 422
    with new_session(engine) as session:
        told = [audit.read_details(e) for e in audit.list_entries(session, action="invitation.forms_taken")]
        assert told == [{"side": "prcs", "count": 3}, {"side": "prcs", "count": 2}]
        roster = list_rosters(session, [review_id])[review_id, Side.PRCS]
        assert roster.nameless == 3 + 3  # links of the other kind
    lists = officer.page(f"/staff/reviews/{review_id}/invitations?lang=en")
    assert "6 links without a name (3 of them on paper)" in " ".join(lists.select_one("#prcs").get_text().split())
    assert officer.post(f"{path}/withdraw", data=token).status_code == 303
    with writing(engine) as session:
        assert list_rosters(session, [review_id])[review_id, Side.PRCS].nameless == 3
    assert fill(officer, path, {"count": "1"}).status_code == 303
    with writing(engine) as session:
        opening.open_review(session, review_id, now=datetime.now(UTC))
    wanted = {**token, "first": "1", "last": "1", "language": "en"}
    refused = [officer.get(path), officer.post(path, data={**token, "count": "1"})]
    refused += [officer.post(f"{path}/forms.pdf", data=wanted), officer.post(f"{path}/withdraw", data=token)]
    assert [one.status_code for one in refused] == [409] * 4


def codes_printed(pdf: bytes, folder: Path) -> list[str]:
    """Return the codes that forms in one file have, and see that each begins on the front of a sheet."""
    pages = text_of_pages(pdf, folder)
    found = {n: re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b", page) for n, page in enumerate(pages, 1)}
    assert all(n % 2 for n, codes in found.items() if codes)
    return [code for codes in found.values() for code in codes]

"""Paper at the desk: blank forms to print."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from tests.conftest import Prepared
from tests.languages import PRINTS
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff


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
    assert response.headers["Content-Disposition"] == 'inline; filename="norcross0-2026-prcs-ar.pdf"'
    assert response.data.startswith(b"%PDF")
    assert "lang=" not in str(response.headers.getlist("Set-Cookie"))


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

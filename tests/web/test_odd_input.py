"""Whatever is put into a field of a staff page, the page takes it or says what is wrong; it never fails."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from lxml import html as lxml_html
from lxml.html import FormElement
from sqlalchemy import Engine

from surveyapp.core.conduct.actions import Promise
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.recipients import list_recipients
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import agreeing, closing, opening
from tests.conftest import Prepared
from tests.databases import writing
from tests.inviting import person
from tests.pages import ReadingClient
from tests.randomly import IS_DESK
from tests.web.filling import fields_of
from tests.web.staff import let_in, make_staff

NOW = datetime.now(UTC)
ODD = {
    "NUL": "a\x00b",
    "an escape": "\x1b[2J",
    "endless": "ط" * 20_000,
    "joined": "می\u200cرود\u200d",
    "turned round": "\u202eabc\u202c\ufeff",
    "a number": "99999999999999999999",
    "a fraction": "-1.5e9",
    "no day": "2026-02-30",
    "a page": "<b>\"'&%s%(x)s{x}",
    "nothing": "",
}
OF_POSTGRESQL = {kind: ODD[kind] for kind in ("NUL", "endless", "a number", "a fraction")}
"""What PostgreSQL refuses by itself and SQLite takes; what else is odd is odd to the pages, whatever stands below."""
MOST = 8
"""Fields of a kind that are tried of one form: a paper form has ninety, all alike."""
TAKEN = {200, 303, 409, 422}
"""Shown, done, come too late, refused with the form."""


@pytest.fixture
def world(engine: Engine, keys: Keys, prepare: Callable[..., Prepared]) -> dict[str, object]:
    """A review in preparation, one that is open, with a paper form, and one that is shared, with an action."""
    draft, opened, shared = prepare(is_open=False), prepare(is_open=False), prepare()
    with writing(engine) as session:
        code = inviting.invite(session, opened.review_id, side=Side.PRCS, count=1, keys=keys, is_paper=True)[0]
        opening.open_review(session, opened.review_id, now=NOW)
        inviting.invite_people(session, draft.review_id, side=Side.PRCS, people=[person(1)], keys=keys)
        recipient = list_recipients(session, draft.review_id, side=Side.PRCS)[0].id
        closing.close_review(session, shared.review_id, now=NOW)
        closing.share_review(session, shared.review_id, now=NOW)
        due = NOW.date() + timedelta(days=9)
        agreeing.promise(session, shared.review_id, promise=Promise(None, "a", "b", "c", due, ""), now=NOW)
        of_draft = reviews.get_review(session, draft.review_id)
    return {
        "review_id": [draft.review_id, opened.review_id, shared.review_id],
        "partner_id": [of_draft.partner.id],
        "slug": [of_draft.round.slug],
        "side": ["prcs"],
        "staff_id": [1],
        "recipient_id": [recipient],
        "key": ["unknown"],
        "code": [code],
    }


def pages(app: Flask, world: dict[str, object]) -> Iterator[str]:
    """Yield every address that staff look at, with what there is in place of its arguments."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in rule.methods and rule.rule.startswith(("/staff", "/paper")) and rule.arguments <= set(world):
                chosen = [{}]
                for name in rule.arguments:
                    chosen = [{**one, name: value} for one in chosen for value in world[name]]
                yield from (app.url_for(rule.endpoint, **one) for one in chosen)


def forms_on(client: ReadingClient, path: str) -> Iterator[tuple[str, FormElement]]:
    response = client.get(path)
    if response.status_code != 200 or response.mimetype != "text/html":
        return
    for form in lxml_html.document_fromstring(response.get_data(as_text=True)).forms:
        if form.get("enctype") != "multipart/form-data":
            yield form.get("action") or path, form


def typed_fields(form: FormElement) -> list[str]:
    """Return the names of the fields that somebody types into, or chooses in."""
    names: set[str] = set()
    for tag in ("input", "textarea", "select"):
        typed = [one.get("name") for one in form.iter(tag) if one.get("type") not in {"hidden", "submit", "file"}]
        names |= set(list(dict.fromkeys(filter(None, typed)))[:MOST])
    return sorted(names)


def send(client: ReadingClient, to: str, form: FormElement, fields: dict[str, object]) -> int:
    if form.method == "POST":
        return client.post(to, data=fields).status_code
    return client.get(urlsplit(to).path, query_string=fields).status_code


def odd_values(number: int, *, of: Mapping[str, str]) -> dict[str, str]:
    """Return what the field of that number is given: in turn a quarter of all; with EXAMPLES=all each."""
    return dict(one for place, one in enumerate(of.items()) if not IS_DESK or (place + number) % 4 == 0)


@pytest.mark.slow
@pytest.mark.wide
def test_every_field_of_staff_takes_or_refuses_whatever_it_is_given(
    app: Flask, client: ReadingClient, engine: Engine, world: dict[str, object]
) -> None:
    staff_id = make_staff(engine, role=Role.ADMINISTRATOR)
    world["staff_id"] = [staff_id]
    let_in(client, engine, staff_id)
    is_postgresql = engine.dialect.name == "postgresql"
    routes, found, tried = app.url_map.bind("localhost"), [], set()
    for path in sorted(set(pages(app, world))):
        for to, form in forms_on(client, path):
            action = urlsplit(to).path
            endpoint, places = routes.match(action, method=form.method)
            topic = places.pop("section_id", "")  # every topic has the same form
            for name in typed_fields(form):
                field = (endpoint, *places.values(), name.removeprefix(f"{topic}-"))
                if field in tried or action.startswith("/staff/account/password"):
                    continue
                tried.add(field)
                given = odd_values(len(tried), of=OF_POSTGRESQL if is_postgresql else ODD)
                for kind, value in given.items():
                    status = send(client, to, form, fields_of(form) | {name: value})
                    if status not in TAKEN:
                        found.append((action, name, kind, status))
    assert found == []
    assert len(tried) > 60
    assert any(endpoint.startswith("keying.") for endpoint, *_ in tried)

"""Every address for programs, asked with every scope and without: what happens follows from one table."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.core.conduct.roles import PROGRAMS_RIGHTS, Right
from surveyapp.settings import load_settings
from surveyapp.web.access import is_programs, right_of
from surveyapp.web.api.access import OPEN_TO_EVERY_TOKEN
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts import keeping_programs
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import SECRET
from tests.databases import DatabaseMaker, writing
from tests.languages import text
from tests.questionnaires import FROZEN_FILE
from tests.web.programs import ask, make_token

REVIEW = "/api/v1/reviews/<int(max=2147483647):review_id>"
ANY = None
RIGHTS: dict[str, Right | None] = {
    "GET /api/v1/openapi.json": ANY,
    "GET /api/v1/reviews": Right.SEE_RESULTS,
    f"GET {REVIEW}": Right.SEE_RESULTS,
    f"GET {REVIEW}/results": Right.SEE_RESULTS,
    f"GET {REVIEW}/export.<kind>": Right.SEE_RESULTS,
    f"GET {REVIEW}/invitations": Right.RUN_REVIEWS,
    f"POST {REVIEW}/invitations": Right.RUN_REVIEWS,
}
"""What each address takes. A new one needs an entry here, by its meaning and not by its code."""

TOKENS: dict[str, tuple[set[Right], set[int] | None]] = {
    **{right.value: ({right}, None) for right in PROGRAMS_RIGHTS},
    **{f"{right.value}, of this review": ({right}, {1}) for right in PROGRAMS_RIGHTS},
    **{f"{right.value}, of another review": ({right}, {2}) for right in PROGRAMS_RIGHTS},
    **{f"{right.value}, of no review": ({right}, set()) for right in PROGRAMS_RIGHTS},
    "every right": (set(PROGRAMS_RIGHTS), None),
}
SHUT_OUT = {"no token": "no_token", "unknown": "unknown_token", "expired": "expired_token", "revoked": "revoked_token"}


class House:
    """The app on a database with two reviews in preparation, and a token of every kind."""

    def __init__(self, app: Flask) -> None:
        self.app, engine = app, app.extensions["surveyapp.engine"]
        now, name = datetime.now(UTC), text(ar="شريك", en="Partner")
        with writing(engine) as session:
            version = str(publish(session, load_questionnaire(FROZEN_FILE), now=now))
            preparing.create_round(session, "2026", title=name)
            for slug in ("first", "second"):
                keeping.create_partner(session, slug, name=name, kind="ngo")
                closes_on = now.date() + timedelta(days=9)
                preparing.create_review(
                    session, "2026", partner_slug=slug, questionnaire=version, closes_on=closes_on, now=now
                )
        self.tokens: dict[str, str | None] = {
            kind: make_token(engine, *rights, reviews=reviews) for kind, (rights, reviews) in TOKENS.items()
        }
        self.tokens |= {"no token": None, "unknown": "surveyapp_unknown"}
        self.tokens["expired"] = make_token(engine, age=timedelta(days=31))
        self.tokens["revoked"] = make_token(engine, name="revoked")
        with writing(engine) as session:
            keeping_programs.revoke_program(session, "revoked", now=now)

    def ask(self, method: str, rule: Rule, kind: str) -> tuple[int, str | None]:
        """Return status and code of what is answered to the token of this kind."""
        known = {"review_id": 1, "kind": "csv"}
        path = self.app.url_map.bind("localhost").build(rule.endpoint, {a: known[a] for a in rule.arguments})
        response = ask(
            self.app, self.tokens[kind], path, method=method, json={"side": "prcs"} if method == "POST" else None
        )
        return response.status_code, response.json["code"] if response.status_code >= 400 else None


@pytest.fixture(scope="module")
def house(sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(load_settings({"DATABASE_URL": sqlite_maker.make(), "SECRET_KEY": SECRET}, folder))
    yield House(app)
    app.extensions["surveyapp.engine"].dispose()


def routes(app: Flask) -> dict[str, Rule]:
    """Return the addresses for programs, by method and address."""
    rules = [rule for rule in app.url_map.iter_rules() if is_programs(rule.rule)]
    return {f"{method} {rule.rule}": rule for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}


def test_every_address_is_in_the_table(house: House) -> None:
    assert set(routes(house.app)) == set(RIGHTS)
    marked = {name: right_of(house.app, rule.endpoint) for name, rule in routes(house.app).items()}
    assert marked == RIGHTS
    assert {rule.endpoint for name, rule in routes(house.app).items() if RIGHTS[name] is ANY} == OPEN_TO_EVERY_TOKEN
    assert {*RIGHTS.values()} - {ANY} == set(PROGRAMS_RIGHTS), "a token carries no right that opens nothing"


@pytest.mark.parametrize("kind", [*TOKENS, *SHUT_OUT])
def test_a_token_opens_what_it_may(house: House, kind: str) -> None:
    for name, rule in routes(house.app).items():
        status, code = house.ask(name.partition(" ")[0], rule, kind)
        assert (name, code if status in {401, 403} else "in") == (name, expected(RIGHTS[name], rule, kind))


def expected(right: Right | None, rule: Rule, kind: str) -> str:
    if kind in SHUT_OUT:
        return SHUT_OUT[kind]
    rights, reviews = TOKENS[kind]
    if right is not ANY and right not in rights:
        return "right_missing"
    is_reached = reviews is None or "review_id" not in rule.arguments or 1 in reviews
    return "in" if is_reached else "review_out_of_reach"


def test_what_is_not_there_is_closed_too(house: House) -> None:
    for path in ("/api/v1/nothing", "/api/", "/api", "/api/v2/reviews", "/api/v1/reviews/", "/api/v1/reviews/x"):
        assert ask(house.app, None, path).json["code"] == "no_token"
        assert ask(house.app, house.tokens["every right"], path).json["code"] == "no_address"


def test_an_address_without_a_mark_is_closed(house: House) -> None:
    view = house.app.view_functions["api.list_reviews"]
    house.app.view_functions["api.list_reviews"] = lambda: "open"
    try:
        assert ask(house.app, house.tokens["every right"], "/api/v1/reviews").json["code"] == "right_missing"
    finally:
        house.app.view_functions["api.list_reviews"] = view

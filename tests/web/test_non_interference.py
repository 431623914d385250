"""Two installations whose people answered differently, and whose released figures are the same, give the same bytes.

Every page that shows results is found by the right that it takes, so that a new one is held to this from its first day;
a new place in an address wants its values in ``PLACES``.
"""

import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Policy
from surveyapp.core.conduct.roles import Right, Role
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import NonAnswer
from surveyapp.core.sides import About, Side
from surveyapp.reports.exports.files import EXPORTS, make_export
from surveyapp.settings import load_settings
from surveyapp.store import responses
from surveyapp.store.engine import new_session
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.results import get_result
from surveyapp.web.access import right_of
from surveyapp.web.factory import create_app
from surveyapp.web.making import child_of_this_process
from surveyapp.web.results import drawing
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing, opening, preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import NOW, SECRET
from tests.core.interference import (
    Change,
    changed_below_min_detail,
    changed_below_min_side,
    changed_in_detail,
    changed_under_protection,
)
from tests.databases import DatabaseMaker, writing
from tests.invented import PARTNER
from tests.languages import AR, text
from tests.web.programs import ask, make_token
from tests.web.staff import let_in, make_staff

PLACES = {
    "review_id": [1],
    "section_id": ["integrity"],
    "name": ["overview"],
    "slug": ["2026"],
}
PLACES_OF_ROUNDS = PLACES | {"name": ["partners-prcs", "partners-whole"]}
PLACES_OF_PROGRAMS = PLACES | {"kind": list(EXPORTS)}
QUERY = "lang=ar&only=summary&only=integrity"


@dataclass(frozen=True)
class Case:
    """A policy, how many people of each side answer, and how the answers of each side may be changed unseen."""

    policy: Policy
    prcs: tuple[int, Change]
    partner: tuple[int, Change]

    asked: Questionnaire | None = None
    topics: int = 4
    """How many of the questionnaire's topics are asked about."""

    kinds: tuple[str, ...] = ("svg",)
    """In which kinds charts are asked for; all are drawn from one figure."""

    def sheets(self, *, is_changed: bool) -> list[AnswerSheet]:
        """Return what everybody answers."""
        found = []
        for side, (people, change) in zip(Side, (self.prcs, self.partner), strict=True):
            own = answers(self.asked, side, people)
            found += change(self.asked, own, random.Random(7)) if is_changed else own
        return found


CASES = [
    pytest.param(
        Case(Policy.STANDARD, (4, changed_below_min_detail), (2, changed_below_min_side)),
        id="few people",
        marks=pytest.mark.wide,
    ),
    pytest.param(
        Case(Policy.STANDARD, (6, changed_in_detail), (7, changed_in_detail), kinds=("png",)),
        id="enough people",
        marks=pytest.mark.wide,
    ),
    pytest.param(
        Case(Policy.PROTECTED, (6, changed_under_protection), (11, changed_under_protection), kinds=("pdf",)),
        id="protected people",
    ),
]


def shortened(asked: Questionnaire, topics: int) -> Questionnaire:
    """Return ``asked`` with its first topics alone."""
    kept = asked.sections[:topics]
    ids = [section.id for section in kept]
    parts = [replace(part, sections=tuple(one for one in part.sections if one in ids)) for part in asked.parts]
    return replace(asked, sections=kept, parts=tuple(part for part in parts if part.sections))


def answers(asked: Questionnaire, side: Side, people: int) -> list[AnswerSheet]:
    chance = random.Random(side.value)
    keys = [key for section in asked.sections for about in About for key in section.keys(about)]
    choices = [2, 3, 3, 4, 4, 5, NonAnswer.DONT_KNOW]
    return [
        AnswerSheet(
            side, {key: chance.choice(choices) for key in keys}, closing={"overall": 4}, priorities=("integrity",)
        )
        for _ in range(people)
    ]


@dataclass(frozen=True)
class Installation:
    """The app over one closed and shared review, a link of each side, and the kinds of charts to ask for."""

    app: Flask
    links: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def engine(self) -> Engine:
        found: Engine = self.app.extensions["surveyapp.engine"]
        return found


@contextmanager
def installation(
    maker: DatabaseMaker, instance: Path, case: Case, *, sheets: list[AnswerSheet]
) -> Iterator[Installation]:
    url = maker.make()
    app = create_app(load_settings({"DATABASE_URL": url, "SECRET_KEY": SECRET}, instance))
    with writing(app.extensions["surveyapp.engine"]) as session:
        review_id, links = opened_review(session, case)
        for sheet in sheets:
            responses.put_response(session, sheet, review_id=review_id)
        session.flush()
        closing.close_review(session, review_id, now=NOW)
        closing.share_review(session, review_id, now=NOW)
    made = Installation(app, links, case.kinds)
    yield made
    made.engine.dispose()
    maker.drop(url)


def opened_review(session: Session, case: Case) -> tuple[int, tuple[str, ...]]:
    version = publish(session, case.asked, now=NOW)
    keeping.create_partner(session, "norcross", name=PARTNER, kind="national_society")
    preparing.create_round(session, "2026", title=text(ar="استعراض 2026", en="Review 2026"))
    review = preparing.create_review(
        session,
        "2026",
        partner_slug="norcross",
        questionnaire=str(version),
        closes_on=NOW.date() + timedelta(days=9),
        now=NOW,
        policy=case.policy,
    )
    keys = Keys.from_secret(SECRET)
    links = [inviting.invite(session, review.id, side=side, count=12, keys=keys)[0] for side in Side]
    opening.open_review(session, review.id, now=NOW)
    return review.id, tuple(links)


def addresses(app: Flask, kinds: tuple[str, ...]) -> Iterator[str]:
    """Yield the address of every page of the first review, or of its round, that takes a right to see results."""
    binding = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        right = right_of(app, rule.endpoint)
        if "GET" in (rule.methods or ()) and right in {Right.SEE_RESULTS, Right.SEE_ALL_RESULTS}:
            of_staff = PLACES if "review_id" in rule.arguments else PLACES_OF_ROUNDS
            places = PLACES_OF_PROGRAMS if rule.rule.startswith("/api/") else of_staff | {"kind": kinds}
            names = sorted(rule.arguments)
            for values in product(*(places[name] for name in names)):
                yield binding.build(rule.endpoint, dict(zip(names, values, strict=True)))


STORE = re.compile(rb'data-store="[0-9a-f]+"')
"""Under what a browser keeps what is its own; it follows from the link, of which each installation has others."""


def everything_shown(made: Installation) -> dict[str, bytes]:
    """Return all that leaves the server of the first review's results, drawn afresh."""
    drawing.inline.cache_clear()
    child_of_this_process().end()
    client = made.app.test_client()
    shown = {
        f"a link, {side}": STORE.sub(b"", client.get(f"/r/{link}").data)
        for side, link in zip(Side, made.links, strict=True)
    }
    let_in(client, made.engine, make_staff(made.engine, role=Role.VIEWER))
    token = make_token(made.engine, Right.SEE_RESULTS)
    for address in addresses(made.app, made.kinds):
        is_for_programs = address.startswith("/api/")
        answer = ask(made.app, token, address) if is_for_programs else client.get(address, query_string=QUERY)
        while "Refresh" in answer.headers:  # the pack is being made
            time.sleep(0.1)
            answer = client.get(address, query_string=QUERY)
        assert answer.status == "200 OK", address
        shown[address] = answer.data
    with new_session(made.engine) as session:
        result = get_result(session, 1)
        asked = get_questionnaire(session, result.review.questionnaire)
    told = {"questionnaire": asked, "partner": PARTNER, "language": AR}
    shown |= {kind: make_export(kind, result, **told) for kind in EXPORTS}
    return {name: without_secrets(data, made.links) for name, data in shown.items()}


def without_secrets(data: bytes, links: Sequence[str]) -> bytes:
    """Return ``data`` without what is random in every page: the form's token, the link itself."""
    plain = re.sub(rb'(name="csrf_token"[^>]*value=")[^"]*', rb"\1", data)
    for link in links:
        plain = plain.replace(link.encode(), b"LINK")
    return plain


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_what_is_hidden_leaves_no_trace_in_anything_that_leaves(
    sqlite_maker: DatabaseMaker, tmp_path: Path, questionnaire: Questionnaire, case: Case
) -> None:
    asked = replace(case, asked=shortened(questionnaire, case.topics))
    shown = []
    for is_changed in (False, True):
        sheets = asked.sheets(is_changed=is_changed)
        with installation(sqlite_maker, tmp_path / f"{is_changed}", asked, sheets=sheets) as made:
            shown.append(everything_shown(made))
    one, two = shown
    assert len(one) > len(EXPORTS) + len(Side) + 6
    assert [name for name in one if one[name] != two[name]] == []
    assert asked.sheets(is_changed=False) != asked.sheets(is_changed=True)

"""Every address of the app that is looked at, with something that exists in place of its arguments."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import product

from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule

from surveyapp.core.conduct.actions import Promise
from surveyapp.core.conduct.mail import MailKind
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.recipients import list_recipients
from surveyapp.store.rows import OutboxRow
from surveyapp.workflow.answers import answering
from surveyapp.workflow.invitations import confirming, inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import agreeing, closing, handing_out, opening
from tests.conftest import Prepared
from tests.databases import writing
from tests.inviting import person, save_page
from tests.languages import EN

NOW = datetime.now(UTC)
World = Mapping[str, list[object]]


def make_world(engine: Engine, keys: Keys, prepare: object, *, staff_id: int) -> World:
    """Return what exists, by the names of arguments: a review in preparation, one open, one shared; links; a keying."""
    draft, opened, shared = prepare(is_open=False), prepare(is_open=False), prepare()
    with writing(engine) as session:
        partner = reviews.get_review(session, draft.review_id).partner
        point = FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)
        keeping.set_focal_points(session, partner.id, points=[point], now=NOW)
        code = inviting.invite(session, opened.review_id, side=Side.PRCS, count=1, keys=keys, is_paper=True)[0]
        opening.open_review(session, opened.review_id, now=NOW)
        inviting.invite_people(session, draft.review_id, side=Side.PARTNER, people=[person(1)], keys=keys)
        confirming.ask_focal_points(session, draft.review_id, side=Side.PARTNER, now=NOW, keys=keys)
        handout_key = _share(session, shared, keys)
        recipient = list_recipients(session, draft.review_id, side=Side.PARTNER)[0].id
        mail = session.query(OutboxRow).filter_by(kind=MailKind.ROSTER).one()
        asked = reviews.get_review(session, draft.review_id)
        confirming_key = keys.token(mail.id, mail.nonce)
    version = asked.questionnaire
    return {
        "review_id": [draft.review_id, opened.review_id, shared.review_id],
        "partner_id": [partner.id],
        "staff_id": [staff_id],
        "slug": [asked.round.slug],
        "matter": ["closing_soon", "few_answers"],
        "passkey_id": [1],
        "questionnaire": [str(version).rpartition("@")[0]],
        "version": [str(version).rpartition("@")[2]],
        "earlier": ["1"],
        "side": ["prcs"],
        "language": ["en"],
        "section_id": ["integrity"],
        "page_id": ["integrity", "comments", "profile"],
        "recipient_id": [recipient],
        "token": [opened.links[Side.PARTNER][0], shared.links[Side.PRCS][0], "unknown"],
        "key": [confirming_key, handout_key, "unknown"],
        "code": [code],
        "name": ["overview", "partners-whole", "questionnaire.yaml", "proof.xlsx"],
        "kind": ["svg", "csv"],
        "number": [1],
        "task": ["invite"],
    }


def _share(session: object, shared: Prepared, keys: Keys) -> str:
    """Share a review, promise something, and return what the link to its handout holds."""
    partner = reviews.get_review(session, shared.review_id).partner
    point = FocalPoint(Side.PARTNER, "Kari", "kari@norcross.example", EN)
    keeping.set_focal_points(session, partner.id, points=[point], now=NOW)
    token = shared.links[Side.PRCS][0]
    save_page(session, token, now=NOW, keys=keys, changes={"holds_principles.self": "3"})
    answering.send(session, token, now=NOW, keys=keys)
    closing.close_review(session, shared.review_id, now=NOW)
    handing_out.share_with_focal_points(session, shared.review_id, now=NOW, keys=keys)
    due = NOW.date() + timedelta(days=9)
    agreeing.promise(session, shared.review_id, promise=Promise(None, "a", "b", "c", due, ""), now=NOW)
    mail = session.query(OutboxRow).filter_by(kind=MailKind.HANDOUT).one()
    return keys.token(mail.id, mail.nonce)


def addresses_of(app: Flask, rule: Rule, world: World) -> Iterator[str]:
    """Yield the addresses that a rule stands for, one for each choice of what exists."""
    arguments = sorted(rule.arguments)
    of_questionnaire = rule.endpoint.startswith("questionnaires.")
    named = ["questionnaire" if of_questionnaire and one == "slug" else one for one in arguments]
    adapter = app.url_map.bind("localhost")
    for values in product(*(world[one] for one in named)):
        yield adapter.build(rule.endpoint, dict(zip(arguments, values, strict=True)))


def read_addresses(app: Flask, world: World) -> list[str]:
    """Return every address that answers a GET."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted({address for rule in rules for address in addresses_of(app, rule, world)})

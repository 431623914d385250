"""Every staff page, asked for by every role and by nobody: what happens follows from one table and ``core.roles``."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.core.conduct.roles import Right, Role, may
from surveyapp.settings import load_settings
from surveyapp.store import people
from surveyapp.web.access import is_staffs
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts import keeping_staff, signing_in
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import SECRET
from tests.databases import DatabaseMaker, writing
from tests.languages import text
from tests.questionnaires import FROZEN_FILE

OPEN = None
RIGHTS: dict[str, Right | None] = {
    "GET /paper/": Right.RUN_REVIEWS,
    "POST /paper/": Right.RUN_REVIEWS,
    "GET /paper/<code>": Right.RUN_REVIEWS,
    "POST /paper/<code>": Right.RUN_REVIEWS,
    "GET /paper/<code>/check": Right.RUN_REVIEWS,
    "POST /paper/<code>/check": Right.RUN_REVIEWS,
    "POST /paper/<code>/differences": Right.RUN_REVIEWS,
    "GET /staff/": Right.OWN_ACCOUNT,
    "GET /staff/account": Right.OWN_ACCOUNT,
    "POST /staff/account/passkeys": Right.OWN_ACCOUNT,
    "GET /staff/account/passkeys/<int:passkey_id>/remove": Right.OWN_ACCOUNT,
    "POST /staff/account/passkeys/<int:passkey_id>/remove": Right.OWN_ACCOUNT,
    "GET /staff/account/passkeys/new": Right.OWN_ACCOUNT,
    "POST /staff/account/passkeys/new": Right.OWN_ACCOUNT,
    "GET /staff/account/password": Right.OWN_ACCOUNT,
    "POST /staff/account/password": Right.OWN_ACCOUNT,
    "GET /staff/account/recovery-codes": Right.OWN_ACCOUNT,
    "POST /staff/account/recovery-codes": Right.OWN_ACCOUNT,
    "GET /staff/account/second-factor": Right.OWN_ACCOUNT,
    "POST /staff/account/second-factor": Right.OWN_ACCOUNT,
    "GET /staff/account/second-factor.svg": Right.OWN_ACCOUNT,
    "GET /staff/account/second-factor/drop": Right.OWN_ACCOUNT,
    "POST /staff/account/second-factor/drop": Right.OWN_ACCOUNT,
    "POST /staff/account/sessions/<key_hash>/end": Right.OWN_ACCOUNT,
    "POST /staff/account/sessions/end": Right.OWN_ACCOUNT,
    "GET /staff/attention/<matter>": Right.RUN_REVIEWS,
    "GET /staff/audit": Right.SEE_AUDIT,
    "POST /staff/audit.<kind>": Right.SEE_AUDIT,
    "GET /staff/help": Right.OWN_ACCOUNT,
    "GET /staff/help/<task>": Right.OWN_ACCOUNT,
    "GET /staff/style": Right.RUN_REVIEWS,
    "GET /staff/mail": Right.KEEP_PEOPLE,
    "POST /staff/mail": Right.KEEP_PEOPLE,
    "GET /staff/reviews/<int:review_id>/mails": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/mails/letter.pdf": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/mails/try": Right.RUN_REVIEWS,
    "GET /staff/rounds/<slug>/words": Right.RUN_REVIEWS,
    "POST /staff/rounds/<slug>/words": Right.RUN_REVIEWS,
    "GET /staff/installation": Right.OPERATE,
    "GET /staff/installation/archives": Right.OPERATE,
    "POST /staff/installation/archives": Right.OPERATE,
    "POST /staff/installation/archives/enter": Right.OPERATE,
    "GET /staff/installation/backups": Right.OPERATE,
    "POST /staff/installation/backups": Right.OPERATE,
    "POST /staff/installation/backups/check": Right.OPERATE,
    "GET /staff/installation/checks": Right.OPERATE,
    "GET /staff/installation/erasing": Right.OPERATE,
    "POST /staff/installation/erasing": Right.OPERATE,
    "GET /staff/rounds/<slug>/archive": Right.OPERATE,
    "POST /staff/rounds/<slug>/archive": Right.OPERATE,
    "GET /staff/partners": Right.RUN_REVIEWS,
    "GET /staff/partners/<int:partner_id>": Right.RUN_REVIEWS,
    "POST /staff/partners/<int:partner_id>/archive": Right.RUN_REVIEWS,
    "GET /staff/partners/<int:partner_id>/edit": Right.RUN_REVIEWS,
    "POST /staff/partners/<int:partner_id>/edit": Right.RUN_REVIEWS,
    "GET /staff/partners/<int:partner_id>/merge": Right.RUN_REVIEWS,
    "POST /staff/partners/<int:partner_id>/merge": Right.RUN_REVIEWS,
    "POST /staff/partners/<int:partner_id>/restore": Right.RUN_REVIEWS,
    "GET /staff/partners/import": Right.RUN_REVIEWS,
    "POST /staff/partners/import": Right.RUN_REVIEWS,
    "GET /staff/partners/import/empty.csv": Right.RUN_REVIEWS,
    "POST /staff/partners/import/enter": Right.RUN_REVIEWS,
    "GET /staff/partners/new": Right.RUN_REVIEWS,
    "POST /staff/partners/new": Right.RUN_REVIEWS,
    "GET /staff/people": Right.KEEP_PEOPLE,
    "POST /staff/people": Right.KEEP_PEOPLE,
    "GET /staff/people/<int:staff_id>": Right.KEEP_PEOPLE,
    "POST /staff/people/<int:staff_id>/close": Right.KEEP_PEOPLE,
    "POST /staff/people/<int:staff_id>/link": Right.KEEP_PEOPLE,
    "POST /staff/people/<int:staff_id>/reopen": Right.KEEP_PEOPLE,
    "POST /staff/people/<int:staff_id>/reviews": Right.KEEP_PEOPLE,
    "POST /staff/people/<int:staff_id>/role": Right.KEEP_PEOPLE,
    "POST /staff/people/<int:staff_id>/second-factor/drop": Right.KEEP_PEOPLE,
    "POST /staff/people/<int:staff_id>/sessions/end": Right.KEEP_PEOPLE,
    "GET /staff/people/programs": Right.KEEP_PEOPLE,
    "POST /staff/people/programs": Right.KEEP_PEOPLE,
    "POST /staff/people/programs/<name>/revoke": Right.KEEP_PEOPLE,
    "GET /staff/questionnaires": Right.READ_QUESTIONNAIRES,
    "GET /staff/questionnaires/<slug>/<version>": Right.READ_QUESTIONNAIRES,
    "GET /staff/questionnaires/<slug>/<version>/changes/<earlier>": Right.READ_QUESTIONNAIRES,
    "GET /staff/questionnaires/<slug>/<version>/files/<name>": Right.READ_QUESTIONNAIRES,
    "GET /staff/questionnaires/<slug>/<version>/form/<side>": Right.READ_QUESTIONNAIRES,
    "GET /staff/questionnaires/<slug>/<version>/proof": Right.READ_QUESTIONNAIRES,
    "GET /staff/questionnaires/new": Right.PUBLISH,
    "POST /staff/questionnaires/new": Right.PUBLISH,
    "POST /staff/questionnaires/publish": Right.PUBLISH,
    "POST /staff/questionnaires/publish/ask": Right.PUBLISH,
    "GET /staff/reviews": Right.OWN_ACCOUNT,
    "POST /staff/reviews": Right.RUN_REVIEWS,
    "POST /staff/reviews/together": Right.RUN_REVIEWS,
    "POST /staff/reviews/together/files.zip": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/actions": Right.SEE_RESULTS,
    "POST /staff/reviews/<int:review_id>/actions/agreements/<section_id>": Right.KEEP_AGREEMENTS,
    "POST /staff/reviews/<int:review_id>/actions/meeting": Right.KEEP_AGREEMENTS,
    "POST /staff/reviews/<int:review_id>/actions/promises": Right.KEEP_AGREEMENTS,
    "POST /staff/reviews/<int:review_id>/actions/promises/<int:action_id>": Right.KEEP_AGREEMENTS,
    "GET /staff/reviews/<int:review_id>/charts/<name>.<kind>": Right.SEE_RESULTS,
    "POST /staff/reviews/<int:review_id>/export.<kind>": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/forms/<side>-<language>.pdf": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/pack": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/pack.pdf": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/slides.pptx": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/results": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/results/<section_id>": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/results/cuts": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/results/method": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/results/priorities": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/results/rounds": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/change": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/change": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/close": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/close": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/close/numbers": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/close/numbers": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/extend": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/extend": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/collected": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/collected": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/collected/<side>/empty.<kind>": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/collected/enter": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/collected/<int:number>/undo": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/ask": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/letters.pdf": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/letter": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/letter.pdf": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/<side>/links": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/links": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/<side>/paper": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/paper": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/paper/forms.pdf": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/paper/withdraw": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/<side>/links/show": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/links/show": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/links/withdraw": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/<side>/list": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/list": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/<side>/list/empty.csv": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/list/enter": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/<side>/new": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/<side>/new": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/people/<recipient_id>": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/people/<recipient_id>": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/another": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/returned": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/withdraw": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/returned": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/drop": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/withdraw": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/reminders": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/reminders/<side>": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/write": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/write": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/meeting": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/meeting/end": Right.SEE_RESULTS,
    "POST /staff/reviews/<int:review_id>/meeting/end/mail": Right.KEEP_AGREEMENTS,
    "POST /staff/reviews/<int:review_id>/meeting/end/sign-off": Right.KEEP_AGREEMENTS,
    "GET /staff/reviews/<int:review_id>/meeting/topics/<section_id>": Right.SEE_RESULTS,
    "POST /staff/reviews/<int:review_id>/meeting/topics/<section_id>": Right.KEEP_AGREEMENTS,
    "GET /staff/reviews/<int:review_id>/meeting/topics/<section_id>/now": Right.SEE_RESULTS,
    "GET /staff/reviews/<int:review_id>/delete": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/delete": Right.RUN_REVIEWS,
    "GET /staff/rounds/<slug>/delete": Right.RUN_REVIEWS,
    "POST /staff/rounds/<slug>/delete": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/correct": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/invitations/people/<recipient_id>/correct": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/open": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/open": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/propose": Right.RUN_REVIEWS,
    "GET /staff/reviews/<int:review_id>/share": Right.RUN_REVIEWS,
    "POST /staff/reviews/<int:review_id>/share": Right.RUN_REVIEWS,
    "GET /staff/rounds": Right.RUN_REVIEWS,
    "POST /staff/rounds": Right.RUN_REVIEWS,
    "GET /staff/rounds/<slug>": Right.SEE_ALL_RESULTS,
    "GET /staff/rounds/<slug>/edit": Right.RUN_REVIEWS,
    "POST /staff/rounds/<slug>/edit": Right.RUN_REVIEWS,
    "GET /staff/rounds/<slug>/people": Right.RUN_REVIEWS,
    "POST /staff/rounds/<slug>/people": Right.RUN_REVIEWS,
    "GET /staff/rounds/<slug>/people/empty.csv": Right.RUN_REVIEWS,
    "POST /staff/rounds/<slug>/people/enter": Right.RUN_REVIEWS,
    "POST /staff/rounds/<slug>/people/pasted": Right.RUN_REVIEWS,
    "POST /staff/partners/import/pasted": Right.RUN_REVIEWS,
    "GET /staff/rounds/<slug>/reviews/new": Right.RUN_REVIEWS,
    "POST /staff/rounds/<slug>/reviews/new": Right.RUN_REVIEWS,
    "GET /staff/rounds/<slug>/charts/<name>.<kind>": Right.SEE_ALL_RESULTS,
    "GET /staff/rounds/<slug>/results": Right.SEE_ALL_RESULTS,
    "GET /staff/sign-in": OPEN,
    "POST /staff/sign-in": OPEN,
    "GET /staff/sign-in/<key>": OPEN,
    "POST /staff/sign-in/<key>": OPEN,
    "GET /staff/sign-in/forgotten": OPEN,
    "POST /staff/sign-in/forgotten": OPEN,
    "POST /staff/sign-in/passkey": OPEN,
    "POST /staff/sign-out": Right.OWN_ACCOUNT,
}
"""What each staff page takes. A new page needs an entry here, by the meaning of the page and not by its code."""

GIVEN = "a facilitator to whom the review was given"
VISITORS = ["nobody", *Role, GIVEN]


class House:
    """The app on a database with one review in preparation, and an account of every role."""

    def __init__(self, app: Flask) -> None:
        self.app, self.engine, self.accounts, self.cookies = app, app.extensions["surveyapp.engine"], {}, {}
        app.config["WTF_CSRF_ENABLED"] = False  # a form without a token is refused before it is asked who sent it
        now = datetime.now(UTC)
        with writing(self.engine) as session:
            version = publish(session, load_questionnaire(FROZEN_FILE), now=now)
            name = text(ar="شريك", en="Partner")
            keeping.create_partner(session, "partner", name=name, kind="ngo")
            preparing.create_round(session, "2026", title=name)
            closes_on = now.date() + timedelta(days=9)
            preparing.create_review(
                session, "2026", partner_slug="partner", questionnaire=str(version), closes_on=closes_on, now=now
            )
            for number, kind in enumerate([*Role, GIVEN, "target"]):
                role, email = (kind if kind in set(Role) else Role.FACILITATOR), f"{number}@example.org"
                keeping_staff.create_staff(session, email, role=role, password=None, now=now)
                self.accounts[kind] = people.find_staff_id(session, email)
            people.give_review(session, self.accounts[GIVEN], review_id=1)

    def ask(self, method: str, rule: Rule, visitor: str) -> str:
        """Return what becomes of a visitor's request: ``in``, ``sign in`` or ``refused``."""
        review_id = 2 if rule.endpoint == "deleting.review" else 1  # the others are asked about it afterwards
        known = {"review_id": review_id, "staff_id": self.accounts["target"], "kind": "svg", "key_hash": "00"}
        path = self.app.url_map.bind("localhost").build(rule.endpoint, {a: known.get(a, 1) for a in rule.arguments})
        client = self.app.test_client()
        if visitor != "nobody":
            client.set_cookie("staff", self._let_in(visitor, method=method))
        response = client.open(path, method=method)
        if response.status_code == 303 and response.location.startswith("/staff/sign-in"):
            return "sign in"
        return "refused" if response.status_code == 403 else "in"

    def _let_in(self, visitor: str, *, method: str) -> str:
        """Return the cookie of a visitor who is signed in: a new one for what may end it."""
        if method != "GET" or visitor not in self.cookies:
            with writing(self.engine) as session:
                row = people.get_staff_row(session, self.accounts[visitor])
                self.cookies[visitor] = signing_in.put_session(session, row, now=datetime.now(UTC))
        return self.cookies[visitor]


@pytest.fixture(scope="module")
def house(sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("instance")
    app = create_app(load_settings({"DATABASE_URL": sqlite_maker.make(), "SECRET_KEY": SECRET}, folder))
    yield House(app)
    app.extensions["surveyapp.engine"].dispose()


def staff_routes(app: Flask) -> dict[str, Rule]:
    """Return the staff pages by method and address."""
    rules = [rule for rule in app.url_map.iter_rules() if is_staffs(rule.rule)]
    return {f"{method} {rule.rule}": rule for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}


def expected(right: Right | None, rule: Rule, visitor: str) -> str:
    """Return what must become of a visitor's request, from the table of rights alone."""
    if right is OPEN:
        return "in"
    if visitor == "nobody":
        return "sign in"
    role = Role.FACILITATOR if visitor == GIVEN else Role(visitor)
    review_id, given = (1 if "review_id" in rule.arguments else None), frozenset({1} if visitor == GIVEN else ())
    return "in" if may(role, right, review_id=review_id, given=given) else "refused"


def test_every_staff_page_is_in_the_table(house: House) -> None:
    assert set(staff_routes(house.app)) == set(RIGHTS)


@pytest.mark.parametrize("visitor", VISITORS)
def test_who_gets_in_where(house: House, visitor: str) -> None:
    routes = {
        asked: rule for asked, rule in sorted(staff_routes(house.app).items()) if asked in RIGHTS
    }  # reading first
    found = {asked: house.ask(asked.split()[0], rule, visitor) for asked, rule in routes.items()}
    assert found == {asked: expected(RIGHTS[asked], rule, visitor) for asked, rule in routes.items()}

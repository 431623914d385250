"""Passkeys in a real browser, with an authenticator that Chromium makes believe."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from playwright.sync_api import Browser, CDPSession, Route

from surveyapp.core.conduct.roles import Role
from surveyapp.store import audit, people
from surveyapp.store.engine import new_session
from surveyapp.store.rows import PasskeyRow
from surveyapp.workflow.accounts import own_account, signing_in
from surveyapp.workflow.accounts.keeping_staff import create_staff
from tests.browser.site import Site, running_site
from tests.browser.visit import DESKTOP, PHONE, Visit
from tests.databases import DatabaseMaker, writing

PASSWORD, SECRET = "correct horse battery", pyotp.random_base32()
NEW, SIGN_IN = "/staff/account/passkeys/new", "/staff/sign-in"


@pytest.fixture(scope="session")
def named_site(
    browser: Browser, sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The app under a name, since no passkey is bound to an IP address."""
    with running_site(
        sqlite_maker.make(), tmp_path_factory.mktemp("named"), has_demonstration=False, host="localhost"
    ) as site:
        yield site


class Keyholder:
    """Somebody with an app for codes, and a browser with an authenticator that verifies them."""

    def __init__(self, visitor: Visit, site: Site, email: str) -> None:
        self.visitor, self.site, self.email = visitor, site, email
        self.devtools: CDPSession = visitor.context.new_cdp_session(visitor.page)
        self.devtools.send("WebAuthn.enable")
        self.device = self.plug_in()

    def plug_in(self, *, verifies: bool = True) -> str:
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": verifies,
            "automaticPresenceSimulation": True,
        }
        return self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def let_in(self) -> None:
        """Be signed in, with a code given."""
        with writing(self.site.engine) as session:
            row = people.find_staff_row(session, self.email)
            key = signing_in.put_session(session, row, now=datetime.now(UTC))
        self.visitor.context.add_cookies([{"name": "staff", "value": key, "url": self.site.base}])

    def add(self, name: str) -> None:
        self.visitor.open(NEW)
        self.visitor.write("#name", name)
        self.visitor.write("#current", PASSWORD)
        self.visitor.point("main .primary")
        self.visitor.page.wait_for_url(f"{self.site.base}/staff/account#passkeys")
        self.visitor.look()

    def give_password(self) -> None:
        self.visitor.context.clear_cookies(name="staff")
        self.visitor.open(SIGN_IN)
        self.visitor.write("#email", self.email)
        self.visitor.write("#password", PASSWORD)
        self.visitor.press("main .primary")

    def show_passkey(self) -> None:
        """Press the button that the page for a code has for whoever has a passkey."""
        self.visitor.point("#passkey button")

    def passkeys(self) -> list[PasskeyRow]:
        with new_session(self.site.engine) as session:
            staff_id = people.find_staff_id(session, self.email)
            return session.query(PasskeyRow).filter_by(staff_id=staff_id).order_by(PasskeyRow.id).all()

    def recorded(self) -> list[str]:
        with new_session(self.site.engine) as session:
            return [
                one.action
                for one in audit.list_entries(session)
                if self.email in (one.author, one.details) or f'"email":"{self.email}"' in one.details
            ]


@pytest.fixture
def holder(
    visit: Callable[..., Visit], named_site: Site, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Keyholder]]:
    """Return a function that gives somebody of their own, signed in."""
    made: list[Keyholder] = []

    def holder(*, language: str = "en", window: tuple[int, int] = DESKTOP) -> Keyholder:
        email = f"{request.node.name.partition('[')[0][:40]}-{language}@example.org".replace("_", "-")
        now = datetime.now(UTC)
        with writing(named_site.engine) as session:
            create_staff(session, email, role=Role.COORDINATOR, password=PASSWORD, now=now)
            staff_id = people.find_staff_id(session, email)
            early = now - timedelta(seconds=30)
            typed, keys = pyotp.TOTP(SECRET).at(early), named_site.keys
            assert own_account.set_factor(session, staff_id, secret=SECRET, typed=typed, now=early, keys=keys)
        visitor = visit(named_site, language=language, window=window, is_new=True)
        made.append(Keyholder(visitor, named_site, email))
        made[-1].let_in()
        return made[-1]

    yield holder
    for one in made:
        one.visitor.is_cut = True  # a browser with an authenticator is nobody else's


@pytest.mark.parametrize(("language", "window"), [("ar", PHONE), ("en", DESKTOP)], ids=["ar", "en"])
def test_a_passkey_is_added_and_stands_for_the_code(
    holder: Callable[..., Keyholder], language: str, window: tuple[int, int]
) -> None:
    one = holder(language=language, window=window)
    one.add("my <b>phone</b>")
    assert "my <b>phone</b>" in one.visitor.page.locator("#passkeys").inner_text()
    one.give_password()
    one.show_passkey()
    one.visitor.page.wait_for_url(f"{one.site.base}/staff/")
    one.visitor.look()
    (kept,) = one.passkeys()
    assert kept.sign_count > 0
    assert kept.used_at is not None
    assert {"staff.passkey_added", "sign_in.done"} <= set(one.recorded())


def test_a_passkey_that_was_removed_is_asked_for_no_more(holder: Callable[..., Keyholder]) -> None:
    one = holder()
    one.add("first")
    one.visitor.open(f"/staff/account/passkeys/{one.passkeys()[0].id}/remove")
    one.visitor.write("#current", PASSWORD)
    one.visitor.press("main .primary")
    assert one.passkeys() == []
    one.give_password()
    assert one.visitor.page.locator("#passkey").count() == 0
    assert "staff.passkey_removed" in one.recorded()


def test_a_passkey_that_was_removed_is_refused(holder: Callable[..., Keyholder]) -> None:
    """It goes after the browser was asked for it, and before the browser answers."""
    one = holder()
    one.add("first")
    one.give_password()

    def remove_first(route: Route) -> None:
        if "answer=%7B" in (route.request.post_data or ""):
            with writing(one.site.engine) as session:
                session.delete(session.get_one(PasskeyRow, one.passkeys()[0].id))
        route.continue_()

    one.visitor.page.route(re.compile("/sign-in/passkey"), remove_first)
    one.show_passkey()
    one.visitor.page.wait_for_selector("main .error")
    assert one.visitor.shown.status == 422
    assert one.passkeys() == []


def test_a_copy_is_refused_whose_counter_lags_behind(holder: Callable[..., Keyholder]) -> None:
    one = holder()
    one.add("first")
    with writing(one.site.engine) as session:
        session.query(PasskeyRow).filter_by(id=one.passkeys()[0].id).update({"sign_count": 1000})
    one.give_password()
    one.show_passkey()
    one.visitor.page.wait_for_selector("main .error")
    assert "staff.passkey_doubted" in one.recorded()
    assert one.passkeys()[0].used_at is None


def test_a_device_that_verifies_nobody_is_refused(holder: Callable[..., Keyholder]) -> None:
    one = holder()
    one.add("first")
    one.give_password()
    one.devtools.send("WebAuthn.setUserVerified", {"authenticatorId": one.device, "isUserVerified": False})
    one.show_passkey()
    one.visitor.page.wait_for_selector("main [role=alert]:not([hidden])")
    assert one.passkeys()[0].used_at is None


def test_behind_an_address_that_is_a_number_the_page_says_so(staff: Callable[..., Visit], site: Site) -> None:
    visitor = staff(language="en", window=DESKTOP)
    with writing(site.engine) as session:
        row = people.find_staff_row(session, "demo@example.org")
        row.factor_sealed, row.factor_step = b"x", 0
    visitor.open("/staff/account")
    said = visitor.page.locator("#passkeys").inner_text()
    with writing(site.engine) as session:
        row = people.find_staff_row(session, "demo@example.org")
        row.factor_sealed, row.factor_step = None, None
    assert "no number such as 127.0.0.1" in said
    assert visitor.page.locator('#passkeys a[href*="new"]').count() == 0

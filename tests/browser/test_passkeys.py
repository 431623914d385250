"""Passkeys in a real browser, with an authenticator that Chromium makes believe."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from playwright.sync_api import CDPSession, Route

from surveyapp.core.conduct.roles import Role
from surveyapp.store import audit, people
from surveyapp.store.engine import new_session
from surveyapp.store.rows import PasskeyRow
from surveyapp.workflow.accounts import own_account, signing_in
from surveyapp.workflow.accounts.keeping_staff import create_staff
from tests.browser.site import Site
from tests.browser.visit import DESKTOP, PHONE, Visit
from tests.databases import writing

PASSWORD, SECRET = "correct horse battery", pyotp.random_base32()
NEW, SIGN_IN = "/staff/account/passkeys/new", "/staff/sign-in"


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
    visit: Callable[..., Visit], site: Site, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Keyholder]]:
    """Return a function that gives somebody of their own, signed in."""
    made: list[Keyholder] = []

    def holder(*, language: str = "en", window: tuple[int, int] = DESKTOP) -> Keyholder:
        email = f"{request.node.name[:40]}@example.org".replace("_", "-")
        now = datetime.now(UTC)
        with writing(site.engine) as session:
            create_staff(session, email, role=Role.COORDINATOR, password=PASSWORD, now=now)
            staff_id = people.find_staff_id(session, email)
            early = now - timedelta(seconds=30)
            typed, keys = pyotp.TOTP(SECRET).at(early), site.keys
            assert own_account.set_factor(session, staff_id, secret=SECRET, typed=typed, now=early, keys=keys)
        visitor = visit(site, language=language, window=window, is_new=True)
        made.append(Keyholder(visitor, site, email))
        made[-1].let_in()
        return made[-1]

    yield holder
    for one in made:
        one.visitor.is_cut = True  # a browser with an authenticator is nobody else's


def test_a_passkey_is_added_stands_for_the_code_and_is_asked_for_no_more_once_it_is_removed(
    holder: Callable[..., Keyholder],
) -> None:
    one = holder(language="ar", window=PHONE)
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
    one.visitor.open(f"/staff/account/passkeys/{kept.id}/remove")
    one.visitor.write("#current", PASSWORD)
    one.visitor.press("main .primary")
    assert one.passkeys() == []
    one.give_password()
    assert one.visitor.page.locator("#passkey").count() == 0
    assert "staff.passkey_removed" in one.recorded()


@pytest.mark.wide
def test_a_device_that_verifies_nobody_a_copy_that_lags_behind_and_a_passkey_removed_meanwhile_are_refused(
    holder: Callable[..., Keyholder],
) -> None:
    one = holder()
    one.add("first")
    one.give_password()
    one.devtools.send("WebAuthn.setUserVerified", {"authenticatorId": one.device, "isUserVerified": False})
    one.show_passkey()
    one.visitor.page.wait_for_selector("main [role=alert]:not([hidden])")
    one.devtools.send("WebAuthn.setUserVerified", {"authenticatorId": one.device, "isUserVerified": True})

    with writing(one.site.engine) as session:
        session.query(PasskeyRow).filter_by(id=one.passkeys()[0].id).update({"sign_count": 1000})
    one.show_passkey()
    one.visitor.page.wait_for_selector("main .error")
    assert "staff.passkey_doubted" in one.recorded()
    assert one.passkeys()[0].used_at is None

    def remove_first(route: Route) -> None:
        """After the browser was asked for it, and before the browser answers."""
        if "answer=%7B" in (route.request.post_data or ""):
            with writing(one.site.engine) as session:
                session.delete(session.get_one(PasskeyRow, one.passkeys()[0].id))
        route.continue_()

    with writing(one.site.engine) as session:
        session.query(PasskeyRow).update({"sign_count": 0})
    one.give_password()
    one.visitor.page.route(re.compile("/sign-in/passkey"), remove_first)
    one.show_passkey()
    one.visitor.page.wait_for_selector("main .error")
    assert one.visitor.shown.status == 422
    assert one.passkeys() == []

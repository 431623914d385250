"""A coordinator who has never seen the desk prepares a round of three partners and sends it.

From the first page on: 7 clicks to write down the partners, 7 to prepare the round, and for each partner one to its
people, one to invite them, two to propose opening and one back; one more where focal points confirm the lists between.
A colleague opens the reviews.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import MailKind
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.store import people, reviews
from surveyapp.store.audit import Author
from surveyapp.store.engine import new_session
from surveyapp.store.rows import FocalPointRow, OutboxRow
from surveyapp.workflow.accounts import keeping_staff
from surveyapp.workflow.invitations import confirming
from surveyapp.workflow.reviews import opening
from tests.browser.site import Site
from tests.browser.visit import DESKTOP, PHONE, Visit, point_at
from tests.databases import writing

CLICKS_PER_PARTNER = 12
EMAIL, PASSWORD = "new-{}@example.org", "seven quiet olive terraces"
COLLEAGUE = "colleague@example.org"
PARTNERS = {"صليب": "Cross", "جامعة": "College", "بلدية": "Town"}
WORDS = {
    "ar": {
        "partner": "جهة شريكة جديدة",
        "another": "حفظ وإضافة أخرى",
        "save": "حفظ",
        "rounds": "الجولات",
        "make": "إنشاء الجولة",
        "prepare": "إعداد استعراضات",
        "show": "عرض",
        "invite": "دعوة أشخاص",
        "look": "عرض القائمة",
        "invite all": "دعوتهم كلهم",
        "open": "فتح الاستعراض",
        "propose": "اقتراح الفتح",
    },
    "en": {
        "partner": "New partner",
        "another": "Save and add another",
        "save": "Save",
        "rounds": "Rounds",
        "make": "Create the round",
        "prepare": "Prepare reviews",
        "show": "Show",
        "invite": "Invite people",
        "look": "Look at the list",
        "invite all": "Invite all of them",
        "open": "Open the review",
        "propose": "Propose opening",
    },
}


SAYS = """([selector, said]) => {
    const words = (one) => one.innerText.replace(/\\s+/g, " ").toLowerCase();
    const found = [...document.querySelectorAll(selector)].find((one) => words(one).includes(said.toLowerCase()));
    if (!found) throw Error(`no link or button says ${said}`);
    return found;
}"""
"""Returns the first link or button that says so."""


class Newcomer:
    """Goes by what the pages say, and counts every click; a choice from a list is one too. Typing is none."""

    def __init__(self, visitor: Visit) -> None:
        self.visitor, self.page, self.clicks, self.searches = visitor, visitor.page, 0, 0
        self._words = WORDS[visitor.language]

    def press(self, word: str, *, within: str = "body") -> None:
        """Press the button or link that says so, and look at the page that comes."""
        step, dash, name = word.partition(" – ")
        said = self._words.get(step, step) + dash + name
        with self.page.expect_navigation():
            point_at(self.page, SAYS, [f"{within} :is(a, button)", said])
        self.clicks += 1
        self.visitor.look()

    def unfold_menu(self) -> None:
        """On a phone the menu is folded: one more click."""
        menu = self.page.locator(".menu > summary")
        if menu.is_visible():
            menu.click()
            self.clicks += 1

    def go_up(self, word: str) -> None:
        """Press what stands above the page and says so; a phone shows no more of it than the next step up."""
        above = self.page.locator("header .trail a:visible")
        while word not in (above.last.text_content() or "") and above.count() == 1:
            with self.page.expect_navigation():
                above.last.click()
            self.clicks += 1
        self.press(word, within="header")

    def write(self, field: str, text: str) -> None:
        self.visitor.write(f"#{field}", text)

    def write_day(self, field: str, day: str) -> None:
        self.page.locator(f"#{field}").fill(day)

    def choose(self, field: str, value: str) -> None:
        self.page.locator(f"#{field}").select_option(value)
        self.clicks += 1

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()
        self.clicks += 1


@pytest.mark.parametrize(
    ("language", "window", "has_points"),
    [
        pytest.param("ar", PHONE, False, id="Arabic, on a phone"),
        pytest.param("en", DESKTOP, True, id="English, with focal points who confirm", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.wide
def test_a_round_of_three_partners_takes_few_clicks(
    visit: Callable[..., Visit], site: Site, language: str, window: tuple[int, int], has_points: bool
) -> None:
    newcomer = Newcomer(visit(language=language, window=window))
    sign_in(newcomer, site)
    names = write_partners(newcomer, has_points=has_points)
    write_round(newcomer, names)
    for number, name in enumerate(names):
        invite(newcomer, name, number)
        if not has_points:
            newcomer.press("open", within="main")
            newcomer.press("propose", within="main form")
        newcomer.go_up("2031")
    if has_points:
        confirm_lists(site, names)
        newcomer.page.reload()  # another day
        for name in names:
            newcomer.press(f"open – {name}")
            newcomer.press("propose", within="main form")
            newcomer.go_up("2031")
    open_as_colleague(site, names)
    check_sent(site, names)
    assert newcomer.clicks == (35 if has_points else 36) + newcomer.searches
    assert newcomer.clicks <= CLICKS_PER_PARTNER * len(names) + newcomer.searches


def sign_in(newcomer: Newcomer, site: Site) -> None:
    email = EMAIL.format(newcomer.visitor.language)
    with writing(site.engine) as session:
        for one in {email, COLLEAGUE}:
            if people.find_staff_id(session, one) is None:
                keeping_staff.create_staff(
                    session, one, role=Role.COORDINATOR, password=PASSWORD, now=datetime.now(UTC)
                )
    newcomer.visitor.open("/staff/sign-in")
    newcomer.write("email", email)
    newcomer.write("password", PASSWORD)
    newcomer.visitor.press("main button")


def write_partners(newcomer: Newcomer, *, has_points: bool) -> list[str]:
    newcomer.press("partner")
    language = newcomer.visitor.language
    for arabic, english in PARTNERS.items():
        newcomer.write("name_ar", f"{arabic} {language}")
        newcomer.write("name_en", f"{english} {language}")
        newcomer.choose("kind", "ngo")
        for side in ("partner", "prcs") if has_points else ():
            newcomer.write(f"{side}-0-name", "رنا")
            newcomer.write(f"{side}-0-email", f"rana@{side}.{english}.example.org")
        newcomer.press("save" if english == "Town" else "another", within="main")
    return [f"{name} {language}" for name in (PARTNERS if language == "ar" else PARTNERS.values())]


def write_round(newcomer: Newcomer, names: list[str]) -> None:
    newcomer.unfold_menu()
    newcomer.press("rounds", within="header")
    newcomer.write("title_ar", f"استعراض 2031 {newcomer.visitor.language}")
    newcomer.write("title_en", f"Review 2031 {newcomer.visitor.language}")
    newcomer.press("make")
    newcomer.press("prepare")
    if newcomer.page.locator("#partners-q").is_visible():  # other tests have made more partners than a page lists
        newcomer.write("partners-q", newcomer.visitor.language)
        newcomer.press("show", within="#partners")
        newcomer.searches += 1
    for name in names:
        newcomer.tick(name)
    newcomer.write_day("closes", "2031-12-31")
    newcomer.press("prepare", within="main form")


def invite(newcomer: Newcomer, name: str, number: int) -> None:
    """Invite five people a side, looked at first; the page comes that says what is still missing."""
    newcomer.press(f"invite – {name}")
    for side in ("prcs", "partner"):
        newcomer.write(side, "\n".join(f"ليلى {n} <{side}-{n}@{number}.example.org>" for n in range(5)))
    newcomer.press("look", within="main form")
    newcomer.press("invite all", within="main form")


def confirm_lists(site: Site, names: list[str]) -> None:
    """Let a colleague ask every focal point, entered long ago, who says by the mailed link that the list is right."""
    now = datetime.now(UTC)
    with writing(site.engine, Author(COLLEAGUE, now)) as session:
        session.execute(update(FocalPointRow).values(kept_at=now - timedelta(days=8)))
        for review_id, side in product(mine(session, names), Side):
            confirming.ask_focal_points(session, review_id, side=side, now=now, keys=site.keys)
        of = OutboxRow.review_id.in_(mine(session, names))
        asked = session.scalars(select(OutboxRow).where(OutboxRow.kind == MailKind.ROSTER, of)).all()
        assert len(asked) == 2 * len(names)
        for mail in asked:
            key = site.keys.token(mail.id, mail.nonce or b"")
            digest = confirming.find_asked(session, key, now=datetime.now(UTC)).vouching.roster.digest
            confirming.confirm_list(session, key, digest=digest, now=datetime.now(UTC))


def open_as_colleague(site: Site, names: list[str]) -> None:
    """Let somebody else look at both lists of each review, and open it."""
    now = datetime.now(UTC)
    with writing(site.engine, Author(COLLEAGUE, now)) as session:
        for review_id in mine(session, names):
            seen = opening.read_prepared(session, review_id, now=now).digest
            opening.open_review(session, review_id, now=now, seen=seen)


def check_sent(site: Site, names: list[str]) -> None:
    """Three reviews are open, and a mail waits for each of the ten people invited to each."""
    with new_session(site.engine) as session:
        ids = mine(session, names)
        assert [reviews.get_review(session, review_id).state for review_id in ids] == [State.OPEN] * len(names)
        mails = session.scalars(select(OutboxRow.kind).where(OutboxRow.review_id.in_(ids))).all()
    assert mails.count(MailKind.INVITATION) == 10 * len(names)


def mine(session: Session, names: list[str]) -> list[int]:
    """Return the reviews of the partners with those names: other tests share the database."""
    return [r.id for r in reviews.list_reviews(session) if {r.partner.name["ar"], r.partner.name["en"]} & set(names)]

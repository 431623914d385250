"""A coordinator who has never seen the desk prepares a round of three partners and sends it.

It takes 31 clicks from the first page on: 7 to write down the partners, 7 to prepare the round, 17 to invite and open.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from surveyapp.core.mail import MailKind
from surveyapp.core.review import State
from surveyapp.core.roles import Role
from surveyapp.store import reviews
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow
from surveyapp.workflow import keeping_people
from tests.browser.site import Site
from tests.browser.visit import DESKTOP, PHONE, Visit
from tests.databases import writing

CLICKS_PER_PARTNER = 12
EMAIL, PASSWORD = "new-{}@example.org", "seven quiet olive terraces"
PARTNERS = {"صليب": "Cross", "جامعة": "College", "بلدية": "Town"}
WORDS = {
    "ar": {
        "partner": "جهة شريكة جديدة",
        "another": "حفظ وإضافة أخرى",
        "save": "حفظ",
        "rounds": "الجولات",
        "make": "إنشاء الجولة",
        "prepare": "إعداد استعراضات",
        "invite": "دعوة أشخاص",
        "invite all": "دعوتهم كلهم",
        "open": "فتح الاستعراض",
    },
    "en": {
        "partner": "New partner",
        "another": "Save and add another",
        "save": "Save",
        "rounds": "Rounds",
        "make": "Make the round",
        "prepare": "Prepare reviews",
        "invite": "Invite people",
        "invite all": "Invite all of them",
        "open": "Open the review",
    },
}


class Newcomer:
    """Goes by what the pages say, and counts every click; a choice from a list is one too. Typing is none."""

    def __init__(self, visitor: Visit) -> None:
        self.visitor, self.page, self.clicks = visitor, visitor.page, 0
        self._words = WORDS[visitor.language]

    def press(self, word: str, *, within: str = "body") -> None:
        """Press the button or link that says so, and look at the page that comes."""
        said = self._words.get(word, word)
        place = self.page.locator(within)
        found = place.get_by_role("link", name=said).or_(place.get_by_role("button", name=said))
        with self.page.expect_navigation():
            found.first.click()
        self.clicks += 1
        self.visitor.look()

    def write(self, field: str, text: str) -> None:
        self.page.locator(f"#{field}").fill(text)

    def choose(self, field: str, value: str) -> None:
        self.page.locator(f"#{field}").select_option(value)
        self.clicks += 1

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()
        self.clicks += 1


@pytest.mark.parametrize(
    ("language", "window"), [pytest.param("ar", PHONE, id="Arabic"), pytest.param("en", DESKTOP, id="English")]
)
def test_a_round_of_three_partners_takes_few_clicks(
    visit: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]
) -> None:
    email = EMAIL.format(language)
    with writing(site.engine) as session:
        keeping_people.create_staff(session, email, role=Role.COORDINATOR, password=PASSWORD, now=datetime.now(UTC))
    newcomer = Newcomer(visit(language=language, window=window))
    newcomer.visitor.open("/staff/sign-in")
    newcomer.write("email", email)
    newcomer.write("password", PASSWORD)
    newcomer.visitor.press("main button")
    names = write_partners(newcomer)
    write_round(newcomer, names)
    for number, name in enumerate(names):
        send(newcomer, name, number, is_last=name == names[-1])
    check_sent(site, names)
    assert newcomer.clicks / len(names) <= CLICKS_PER_PARTNER


def write_partners(newcomer: Newcomer) -> list[str]:
    newcomer.press("partner")
    for arabic, english in PARTNERS.items():
        newcomer.write("name_ar", f"{arabic} {newcomer.visitor.language}")
        newcomer.write("name_en", f"{english} {newcomer.visitor.language}")
        newcomer.choose("kind", "ngo")
        newcomer.press("save" if english == "Town" else "another", within="main")
    named = PARTNERS if newcomer.visitor.language == "ar" else PARTNERS.values()
    return [f"{name} {newcomer.visitor.language}" for name in named]


def write_round(newcomer: Newcomer, names: list[str]) -> None:
    newcomer.press("rounds", within="header")
    newcomer.write("title_ar", f"استعراض 2031 {newcomer.visitor.language}")
    newcomer.write("title_en", f"Review 2031 {newcomer.visitor.language}")
    newcomer.press("make")
    newcomer.press("prepare")
    for name in names:
        newcomer.tick(name)
    newcomer.write("closes", "2031-12-31")
    newcomer.press("prepare", within="main form")


def send(newcomer: Newcomer, name: str, number: int, *, is_last: bool) -> None:
    """Invite five people a side, open the review, and go back to the round for the next one."""
    newcomer.press(name, within="main")
    newcomer.press("invite", within="main")
    for side in ("prcs", "partner"):
        newcomer.write(side, "\n".join(f"ليلى {n} <{side}-{n}@{number}.example.org>" for n in range(5)))
    newcomer.press("invite all", within="main form")
    newcomer.press("open", within="main")
    newcomer.press("open", within="main form")
    if not is_last:
        newcomer.press("2031", within="header")


def check_sent(site: Site, names: list[str]) -> None:
    """Three reviews are open, and a mail waits for each of the ten people invited to each."""
    with new_session(site.engine) as session:
        mine = [r for r in reviews.list_reviews(session) if r.partner.name.ar in names or r.partner.name.en in names]
        assert [review.state for review in mine] == [State.OPEN] * len(names)
        ids = [review.id for review in mine]
        mails = session.scalars(select(OutboxRow.kind).where(OutboxRow.review_id.in_(ids))).all()
    assert mails == [MailKind.INVITATION] * 10 * len(names)

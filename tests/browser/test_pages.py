"""Every kind of page, read by axe: WCAG 2.2 AA and good practice; its title begins near the top of a phone.

Each is read once: in Arabic on a small phone, where most goes wrong, or in English at a desk, and there in the dark.
What respondents see, the desk's first pages and the results are read in both by `make thorough`. That colours stand out
from what lies behind them, light and dark, is computed in ``tests/web/test_colours.py``.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from sqlalchemy import select

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.store import recipients
from surveyapp.store.rows import OutboxRow
from surveyapp.workflow.invitations import confirming, inviting
from surveyapp.workflow.partners import keeping
from tests.browser.answering import COMMENT
from tests.browser.elsewhere import answer_elsewhere
from tests.browser.site import Site
from tests.browser.visit import DESKTOP, PHONE, Visit
from tests.databases import writing
from tests.languages import AR, EN
from tests.questionnaires import FROZEN_FILE

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
ARABIC, ENGLISH = {"id": "Arabic"}, {"id": "English"}
THOROUGH = {"marks": pytest.mark.thorough}
IN_ARABIC_AND_MORE = pytest.mark.parametrize(
    ("language", "window"), [pytest.param("ar", PHONE, **ARABIC), pytest.param("en", DESKTOP, **ENGLISH, **THOROUGH)]
)
IN_ENGLISH_AND_MORE = pytest.mark.parametrize(
    ("language", "window"), [pytest.param("en", DESKTOP, **ENGLISH), pytest.param("ar", PHONE, **ARABIC, **THOROUGH)]
)
TITLE_WITHIN = 120
"""Pixels from the top of a phone's screen, by which the title of each page begins."""
IN_ARABIC = pytest.mark.parametrize(("language", "window"), [pytest.param("ar", PHONE, **ARABIC)])
THIN = """() => ["svg.chart", "svg.strip"].forEach(kind => [...document.querySelectorAll(kind)].slice(1).forEach(one =>
    one.replaceChildren(...one.querySelectorAll(":scope > title, :scope > desc"))))"""
"""Leaves the lines of one drawing of each kind: thousands say the same; how each is named stays."""


def faults_on(visitor: Visit) -> list[str]:
    """Return what axe finds on the open page: the rule and the place. English is read where all is dark."""
    if visitor.language == "en":
        visitor.page.emulate_media(color_scheme="dark")
    visitor.page.evaluate(THIN)
    visitor.page.evaluate(AXE_SCRIPT)
    found = visitor.page.evaluate("rules => axe.run(rules).then(found => found.violations)", RULES)
    return _begins_late(visitor) + [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def _begins_late(visitor: Visit) -> list[str]:
    """Return where the title begins, if whoever holds a phone must look for it; the window is put back."""
    if not visitor.page.locator("h1:visible").count():
        return []
    before = visitor.page.viewport_size
    phone = {"width": min(before["width"], 360), "height": before["height"]}
    if phone != before:
        visitor.page.set_viewport_size(phone)
    top = visitor.page.evaluate(
        "[...document.querySelectorAll('h1')].find(one => one.checkVisibility()).getBoundingClientRect().top + scrollY"
    )
    if phone != before:
        visitor.page.set_viewport_size(before)
    return [f"the title begins at {top:.0f} px"] if top > TITLE_WITHIN else []


def faults_at(visitor: Visit, addresses: dict[str, int]) -> dict[str, list[str]]:
    """Open each address, which answers with the status beside it; return what axe finds, by address."""
    faults = {}
    for address, status in addresses.items():
        visitor.open(address, status=status)
        faults[address] = faults_on(visitor)
    return {address: found for address, found in faults.items() if found}


@IN_ARABIC_AND_MORE
def test_pages_of_the_form(visit: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]) -> None:
    visitor, link = visit(language=language, window=window), site.link()
    pages = [link, *(f"{link}/{page_id}" for page_id in ("profile", "integrity", "closing"))]
    assert faults_at(visitor, dict.fromkeys(pages, 200)) == {}
    visitor.open(f"{link}/integrity")
    visitor.point("label.option")
    visitor.has_all_pages()
    answer_elsewhere(link, "open", "Words of another tab.")
    visitor.write("#open", COMMENT)
    visitor.rest()
    visitor.page.locator(".both").wait_for()
    visitor.page.locator(".jump summary").click()
    assert faults_on(visitor) == []
    visitor.point(".both [value=both]")
    visitor.turn()
    assert faults_on(visitor) == []
    visitor.turn(".jump li:last-child button")
    assert faults_on(visitor) == []
    visitor.point("#send .primary")
    assert visitor.page.locator("#sure").is_visible()
    assert faults_on(visitor) == []
    visitor.press("#sure .primary")
    assert faults_on(visitor) == []


@IN_ENGLISH_AND_MORE
def test_pages_that_say_no(visit: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]) -> None:
    visitor = visit(language=language, window=window)
    pages = {
        f"/r/{'0' * 32}": 404,
        "/no-such-page": 404,
        site.revoked_link(): 410,
        site.closed_link(): 410,
    }
    assert faults_at(visitor, pages) == {}
    visitor.open("/staff/sign-in")
    visitor.write("#email", "nobody@example.org")
    visitor.write("#password", "not the right one")
    visitor.press("main button", status=422)
    assert faults_on(visitor) == []
    visitor.open(f"{site.link()}/closing")
    visitor.write("textarea", "x" * 1001)
    for _ in range(4):
        visitor.point('[id="priorities"] label:has(> input:not(:checked))')
    visitor.rest()
    assert visitor.page.locator("[aria-invalid]").count() > 1
    assert faults_on(visitor) == []
    visitor.is_cut = True  # a script does not arrive, and pages are posted one by one
    visitor.context.route("**/form*.js", lambda route: route.abort())
    visitor.reopen(f"{site.link()}/closing")
    visitor.write("textarea", "x" * 1001)
    visitor.press("form#page .primary", status=422)
    assert visitor.page.locator("[aria-invalid]").count() == 1
    assert faults_on(visitor) == []


@IN_ENGLISH_AND_MORE
def test_pages_for_anyone_and_the_desk(
    staff: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]
) -> None:
    closed, taking = site.demonstration(is_closed=True), site.demonstration(is_closed=False)
    pages = ["/", "/privacy", "/staff/sign-in", "/staff/", f"/staff/reviews/{closed.id}", f"/staff/reviews/{taking.id}"]
    visitor = staff(language=language, window=window)
    assert faults_at(visitor, dict.fromkeys(pages, 200)) == {}


@IN_ARABIC
@pytest.mark.wide
def test_pages_of_partners_rounds_and_steps(
    staff: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]
) -> None:
    closed, taking = site.demonstration(is_closed=True), site.demonstration(is_closed=False)
    partner, round_ = f"partners/{closed.partner.id}", f"rounds/{closed.round.slug}"
    names = [
        "partners",
        "partners?archived",
        "partners/new",
        "partners/import",
        partner,
        f"{partner}/edit",
        f"{partner}/merge",
    ]
    names += ["?q=2026", "rounds", round_, f"{round_}/edit", f"{round_}/reviews/new"]
    names += [f"reviews/{taking.id}/{step}" for step in ("extend", "close")] + [f"reviews/{closed.id}/share"]
    visitor = staff(language=language, window=window)
    statuses = dict.fromkeys((f"/staff/{name}" for name in names), 200) | {f"/staff/reviews/{closed.id}/close": 409}
    assert faults_at(visitor, statuses) == {}
    visitor.open("/staff/partners/new")
    visitor.press("main .primary", status=422)
    assert visitor.page.locator("[aria-invalid]").count() > 1
    assert faults_on(visitor) == []


@IN_ARABIC
@pytest.mark.wide
def test_pages_before_opening(staff: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]) -> None:
    visitor, review = staff(language=language, window=window), f"/staff/reviews/{site.draft().id}"
    names = ["", "/change", "/open", "/invitations", "/invitations/write", "/invitations/prcs/new"]
    assert faults_at(visitor, {f"{review}{name}": 200 for name in names}) == {}
    visitor.open(f"{review}/change")
    visitor.page.locator("#closes").fill("2020-01-01")
    visitor.write("#min_detail", "1000")
    visitor.press("main .primary", status=422)
    assert faults_on(visitor) == []
    visitor.open(f"{review}/invitations/write")
    visitor.write("#prcs", f"{'rami.' * 12}@\nليلى <laila@>")
    visitor.press("main .primary", status=422)
    assert visitor.page.locator("[aria-invalid]").count() == 1
    assert faults_on(visitor) == []


@IN_ARABIC
@pytest.mark.wide
def test_pages_of_a_list_of_partners(
    staff: Callable[..., Visit], tmp_path: Path, language: str, window: tuple[int, int]
) -> None:
    visitor, file = staff(language=language, window=window), tmp_path / "list.csv"
    rows = f"قائمة,{'Very long ' * 19}name,ngo,gaza;lebanon,ar;en,رنا,{'rana.' * 12}k@example.org,ar"
    for status, more in ((200, ""), (422, "\nقلعة,Castle,king,,,,,"), (422, "\n\x07,,,,,,,")):
        header = "name_ar,name_en,kind,places,languages,contact,email,contact_language"
        file.write_text(f"{header}\n{rows}{more}", encoding="utf-8")
        visitor.open("/staff/partners/import")
        visitor.page.locator("input[type=file]").set_input_files(file)
        visitor.press("main .primary", status=status)
        assert faults_on(visitor) == []


@IN_ARABIC
@pytest.mark.wide
def test_pages_of_accounts_and_the_record(staff: Callable[..., Visit], language: str, window: tuple[int, int]) -> None:
    pages = ["people", "people/1", "account", "account/password", "account/second-factor", "audit", "sign-in/forgotten"]
    visitor = staff(language=language, window=window)
    assert faults_at(visitor, {f"/staff/{page}": 200 for page in pages}) == {}


@IN_ENGLISH_AND_MORE
@pytest.mark.wide
def test_pages_of_results(staff: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]) -> None:
    results = f"/staff/reviews/{site.demonstration(is_closed=True).id}/results"
    visitor = staff(language=language, window=window)
    pages = [results, *(f"{results}/{page}" for page in ("integrity", "priorities", "cuts", "rounds", "method"))]
    assert faults_at(visitor, dict.fromkeys([*pages, site.shared_link], 200)) == {}


@IN_ARABIC_AND_MORE
def test_pages_of_the_meeting(
    staff: Callable[..., Visit], site: Site, meeting: Review, language: str, window: tuple[int, int]
) -> None:
    visitor, at = staff(language=language, window=window), f"/staff/reviews/{meeting.id}/meeting"
    pages = [
        at,
        f"{at}/topics/integrity",
        f"{at}/end",
        f"/staff/reviews/{site.demonstration(is_closed=False).id}/meeting",
    ]
    assert faults_at(visitor, dict.fromkeys(pages, 200)) == {}


@IN_ARABIC
def test_pages_of_keying(staff: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]) -> None:
    visitor, paper = staff(language=language, window=window), site.paper()
    assert faults_at(visitor, {"/paper/": 200, f"/paper/{'0' * 32}": 404}) == {}
    for time, mark, status in (("first", "9", 422), ("first", "4", 200), ("second", "5", 200)):
        visitor.open(f"{paper}?time={time}")
        visitor.write('[name="integrity:holds_principles.self"]', mark)
        visitor.press(".actions button", status=status)
        assert faults_on(visitor) == []
    visitor.press("[name=everywhere]")
    visitor.press(".actions button")
    assert faults_on(visitor) == []


@IN_ARABIC
@pytest.mark.wide
def test_pages_of_questionnaires(
    staff: Callable[..., Visit], site: Site, tmp_path: Path, language: str, window: tuple[int, int]
) -> None:
    visitor, frozen = staff(language=language, window=window), FROZEN_FILE.read_text(encoding="utf-8")
    visitor.open("/staff/questionnaires")
    version = visitor.page.locator("main th a").first.get_attribute("href")
    pages = ["/staff/questionnaires", "/staff/questionnaires/new", version, f"{version}/form/prcs", f"{version}/proof"]
    assert faults_at(visitor, dict.fromkeys(pages, 200)) == {}
    for status, old, new in ((422, "kind: joint", "kind: both"), (200, "We build our plans", "We make our plans")):
        file = tmp_path / "changed.yaml"
        file.write_text(frozen.replace(old, new), encoding="utf-8")
        visitor.open("/staff/questionnaires/new")
        visitor.page.locator("input[type=file]").set_input_files(file)
        visitor.press("main form button", status=status)
        assert faults_on(visitor) == []
    assert visitor.page.locator("ins").last.is_visible()


@IN_ARABIC
@pytest.mark.wide
def test_pages_of_invitations(staff: Callable[..., Visit], site: Site, language: str, window: tuple[int, int]) -> None:
    review, taking = site.draft(), site.demonstration(is_closed=False)
    with writing(site.engine) as session:
        listed = [Person("ليلى", "مديرة", "laila@example.org", AR), Person("رامي", "", "", AR)]
        inviting.invite_people(session, review.id, side=Side.PARTNER, people=listed, keys=site.keys)
        for is_paper in (False, True):
            inviting.invite(session, review.id, side=Side.PRCS, count=2, keys=site.keys, is_paper=is_paper)
        points = [FocalPoint(Side.PARTNER, "Kari", "kari@example.org", EN)]
        keeping.set_focal_points(session, review.partner.id, points=points, now=datetime.now(UTC))
        confirming.ask_focal_points(session, review.id, side=Side.PARTNER, now=datetime.now(UTC), keys=site.keys)
        asked = session.scalars(select(OutboxRow).where(OutboxRow.review_id == review.id)).one()
        confirm = f"/confirm/{site.keys.token(asked.id, asked.nonce or b'')}"
        someone = recipients.list_recipients(session, review.id, side=Side.PARTNER)[0].id
    base = f"/staff/reviews/{review.id}/invitations"
    rests = (
        "partner/new",
        "prcs/links",
        "prcs/paper",
        "partner/list",
        f"people/{someone}",
        f"people/{someone}/withdraw",
    )
    pages = [base, *(f"{base}/{rest}" for rest in rests), f"/staff/reviews/{taking.id}/collected"]
    visitor = staff(language=language, window=window)
    reminders = f"/staff/reviews/{taking.id}/reminders"
    assert faults_at(visitor, dict.fromkeys([*pages, reminders, confirm], 200)) == {}

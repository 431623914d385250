"""Whoever sees little, hears the page, or has a keyboard alone answers like everybody else."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

from surveyapp.core.form.pages import Page, RatingField, find_page, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.words.asking import heads
from tests.browser.elsewhere import PAGE, answer_elsewhere
from tests.browser.site import PARTNER_NAME, Site
from tests.browser.test_scripts import FIRST, expect_saved, expect_waiting, tick
from tests.browser.visit import PHONE, Visit

ZOOMED = (320, 256)
"""What a window of 1280 by 1024 shows at 400 %."""

FAULTS = """() => {
    const attributes = (one, ...names) => names.map(name => one.getAttribute(name));
    const place = ({parentElement: box, previousElementSibling: before}) => [box.className, before.tagName, before.id];
    const all = (selector, told) => [...document.querySelectorAll(selector)].map(told);
    const summary = document.getElementById("errors"), links = [...summary.querySelectorAll("a")];
    return {
        controls: all("[aria-invalid]", one => attributes(one, "name", "value", "aria-invalid", "aria-describedby")),
        lines: all("p.error[id]", one => [one.id, one.textContent, ...place(one)]),
        open: all("details.comment", one => one.open),
        summary: attributes(summary, "role", "aria-labelledby", "hidden", "tabindex"),
        links: links.map(one => [one.hash, one.textContent, Boolean(document.getElementById(one.hash.slice(1)))]),
        place: place(summary),
    };
}"""
"""Returns what of the faults on a page those are told who do not see it."""

FOCUSED = """() => {
    const found = document.activeElement, label = found.closest("label") ?? found, box = label.getClientRects()[0];
    const isMet = y => label.contains(document.elementFromPoint(box.x + box.width / 2, y));
    const outline = getComputedStyle(found);
    return {
        tag: found.tagName,
        name: found.name ?? "",
        words: found.textContent.trim(),
        isSeen: isMet(box.top + 3) && isMet(box.bottom - 3),
        isMarked: outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) >= 2,
    };
}"""
"""Returns what has the focus, whether it is seen where it stands, and whether one sees that it has it."""

ENLARGE = """() => {
    const page = document.documentElement;
    page.style.fontSize = "200%";
    return page.scrollWidth - page.clientWidth;
}"""
"""Doubles the text alone; returns by how much the page is then too wide."""

TOP = "one => one.getBoundingClientRect().top"
TOPS = f"""() => [...document.querySelectorAll("main .question, main .primary")].map({TOP}).map(top => top + scrollY)"""
APART = """() => Math.max(...[...document.querySelectorAll(".apart")].map(row => {
    const boxes = [...row.querySelectorAll("input, .clear")].map(one => one.getBoundingClientRect());
    const middles = boxes.map(box => (box.top + box.bottom) / 2);
    return Math.max(...middles) - Math.min(...middles);
}))"""
"""Returns by how much, of what is no rating, one stands lower than the other."""

MARK = "one => getComputedStyle(one.closest('.option')).outlineStyle"


def walk(visitor: Visit, key: str) -> Iterator[dict[str, Any]]:
    """Press ``key`` from control to control until the form is left; each must be seen, and marked as the one."""
    for _ in range(60):
        visitor.page.keyboard.press(key)
        found = visitor.page.evaluate(FOCUSED)
        if not visitor.page.evaluate("document.getElementById('page').contains(document.activeElement)"):
            return
        assert (found["isSeen"], found["isMarked"]) == (True, True), found
        yield found
    raise AssertionError("the form has no end")


def tree(visitor: Visit) -> list[dict[str, Any]]:
    """Return the nodes that a screen reader is given, in their order, with role, name and properties."""
    session = visitor.context.new_cdp_session(visitor.page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    found, waiting = [], [next(iter(nodes))]
    while waiting:
        node = nodes[waiting.pop()]
        waiting += reversed(node["childIds"])
        properties = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
        if not node["ignored"]:
            name = without_controls(node.get("name", {}).get("value", ""))
            found.append({"role": node["role"]["value"], "name": name, **properties})
    return found


def asked_on(page: Page, questionnaire: Questionnaire, language: Language) -> dict[str, list[str]]:
    """Return each rating of ``page`` as it is named, whose conduct first, with its answers."""
    prcs = questionnaire.sides[Side.PRCS].full_name.in_(language)
    about = heads(PARTNER_NAME.in_(language), prcs, language)
    return {
        f"{without_controls(about[one.about])} {one.label.in_(language)}": [
            *(point.label.in_(language) for point in one.scale.points),
            *(other.label.in_(language) for other in one.scale.non_answers),
        ]
        for one in page.fields
        if isinstance(one, RatingField)
    }


def heard_ratings(visitor: Visit) -> dict[str, list[str]]:
    """Return each rating that is heard on the open page, with its answers; the page around them is in order."""
    heard = tree(visitor)
    assert [one["role"] for one in heard].count("main") == 1
    levels = [0, *(one["level"] for one in heard if one["role"] == "heading")]
    assert all(after <= before + 1 for before, after in pairwise(levels)), "a level of headings is left out"
    assert any(one["role"] == "status" and one["live"] == "polite" for one in heard)
    groups: dict[str, list[str]] = {}
    for one in heard:
        if one["role"] == "group":
            groups[one["name"]] = []
        elif one["role"] == "radio":
            groups[list(groups)[-1]].append(one["name"])
    return {name: radios for name, radios in groups.items() if radios}


def answered_by_keyboard(visitor: Visit, comment: str) -> set[str]:
    """Answer all that is asked on the open page from control to control, and return what; no answer moves the page."""
    answered: set[str] = set()
    visitor.page.locator("#main").focus()
    for found in walk(visitor, "Tab"):
        before = visitor.page.evaluate(TOPS)
        if found["tag"] == "INPUT" and found["name"] not in answered:
            visitor.page.keyboard.press("Space")
            answered.add(found["name"])
            assert visitor.page.evaluate(TOPS) == before, "an answer moves the page"
        elif found["tag"] == "SUMMARY":
            visitor.page.keyboard.press("Enter")
        elif found["tag"] == "TEXTAREA":
            assert [one["name"] for one in tree(visitor) if one["role"] == "textbox"] == [comment]
            visitor.page.keyboard.type("a")
    return answered


@pytest.mark.parametrize(
    ("language", "window"),
    [pytest.param("ar", PHONE, id="Arabic, on a phone"), pytest.param("en", ZOOMED, id="English, at 400 percent")],
)
@pytest.mark.alike(1)
def test_a_section_is_heard_whole_and_answered_by_keyboard_alone(
    visit: Callable[..., Visit], site: Site, questionnaire: Questionnaire, language: str, window: tuple[int, int]
) -> None:
    visitor, link, read_in = visit(language=language, window=window), site.link(), Language(language)
    visitor.open(f"{link}/{PAGE}")
    page = find_page(form_pages(questionnaire, Side.PARTNER), PAGE)
    assert page is not None
    asked = asked_on(page, questionnaire, read_in)
    assert heard_ratings(visitor) == asked
    assert visitor.page.evaluate(APART) < 1, "what is no rating takes two rows"
    visitor.page.emulate_media(forced_colors="active")
    comment = next(one.label.in_(read_in) for one in page.fields if one.kind == "text")
    assert answered_by_keyboard(visitor, comment) == {one.name for one in page.fields if one.kind != "text"}
    assert visitor.page.locator(":checked").first.evaluate(MARK) == "solid"
    visitor.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    visitor.page.locator(".jump summary").focus()
    assert len(list(walk(visitor, "Shift+Tab"))) > len(asked)
    visitor.page.emulate_media(forced_colors="none")
    assert visitor.page.evaluate(ENLARGE) == 0


def test_faults_are_said_alike_with_scripts_and_without(visit: Callable[..., Visit], site: Site) -> None:
    told = []
    for javascript in (True, False):
        visitor = visit(language="en", javascript=javascript)
        visitor.open(f"{site.link()}/closing")
        for _ in range(4):
            visitor.point('[id="priorities"] label:has(> input:not(:checked))')
        assert visitor.page.locator("#priorities-error").count() == javascript, "said as it is ticked"
        visitor.page.evaluate("document.body.style.overflowAnchor = 'none'")  # as in Safari
        visitor.write("textarea", "x" * 1000)
        top = visitor.page.locator("textarea").evaluate(TOP)
        visitor.page.keyboard.insert_text("x")
        if javascript:
            visitor.rest()
            visitor.page.locator("#priorities-error").wait_for()
            assert abs(visitor.page.locator("textarea").evaluate(TOP) - top) < 1, "a fault moves what one is writing"
        else:
            visitor.press("form#page .primary", status=422)
        told.append(visitor.page.evaluate(FAULTS))
    assert told[0] == told[1]
    assert (len(told[0]["controls"]), len(told[0]["lines"]), len(told[0]["links"])) == (14, 2, 2)


def test_the_focus_is_never_lost(visit: Callable[..., Visit], site: Site) -> None:
    """Whoever hears the page would begin again at its top, and not know what became of the press."""
    visitor, link = visit(language="en", is_new=True), site.link()
    visitor.open(f"{link}/{PAGE}")
    visitor.has_all_pages()

    def press(selector: str, *, shows: str) -> None:
        visitor.page.locator(selector).first.focus()
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.locator(shows).first).to_be_focused()

    tick(visitor, FIRST, "4")
    press(f'[data-clear="{FIRST}"]', shows=f'[name="{FIRST}"]')
    tick(visitor, FIRST, "4")
    for _ in ("opened", "folded"):
        press("details.comment summary", shows="details.comment summary")
    answer_elsewhere(link, "open", "Words of another tab.")
    visitor.write("#open", "Words of this one.")
    visitor.rest()
    press(".both [value=both]", shows="#open")
    expect_saved(visitor)
    visitor.write("#open", "x" * 1001)
    press("#errors a", shows="#open")
    visitor.write("#open", "short")
    expect(visitor.page.locator("#errors")).to_be_hidden()
    press(".jump summary", shows=".jump summary")
    press(".jump li:nth-child(2) button", shows="h1")
    press("form#page .primary", shows="h1")
    press("form#page .actions .quiet", shows="h1")
    press(".jump summary", shows=".jump summary")
    press(".jump li:last-child button", shows="h1")
    press(".answers .missing", shows="fieldset:focus")
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_be_focused()
    expect_saved(visitor)
    press("#send .primary", shows="#sure .primary")
    press("#sure .quiet", shows="#send .primary")
    visitor.point("label.copy")
    press("#send .primary", shows="#sure .primary")
    visitor.cut()
    press("#sure .primary", shows="#kept")
    expect_waiting(visitor)
    visitor.mend()
    visitor.page.wait_for_url("**/receipt", timeout=15_000)
    expect(visitor.page.locator("#copy dd").first).to_have_text("Not answered")
    press("#copy .erase", shows="main:focus, main :focus")

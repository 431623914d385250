"""What a respondent clicks, and what the check page must then say: made from the questionnaire, not from the pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page as Tab

from surveyapp.core.form.pages import ChoiceField, ChoicesField, Page, RatingField, ShareField, TextField
from surveyapp.core.text.languages import Language
from tests.browser.visit import Visit, point_at

COMMENT = 'نقترح اجتماعاً كل ثلاثة أشهر – "Joint plan" (خطة 2026).'
COMMENTED_PAGE = "integrity"
TICKED_TOPICS = ("diversity", "ownership")
LABEL = """([name, said]) => {
    const labels = [...document.getElementById(name).querySelectorAll("label")];
    const found = labels.filter(label => label.innerText.split("\\n").some(line => line.trim() === said));
    if (found.length !== 1) throw Error(`${found.length} labels of ${name} say ${said}`);
    return found[0];
}"""
"""Returns the label of a field that says so."""
CLICK = f"""(radios) => Object.entries(radios).filter((radio) => {{
    const found = ({LABEL})(radio);
    found.click();
    return found.querySelector("input").checked;
}}).length"""
"""Clicks the label that says so of each field; returns how many then are checked."""


@dataclass
class Filled:
    """One page as somebody filled it in: label clicked by field, words typed, ticks."""

    radios: dict[str, str] = field(default_factory=dict)
    ticks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    shared: tuple[str, ...] = ()

    def click_through(self, visitor: Visit, *, is_pointed: bool = True) -> None:
        """Do it, by the labels that a person sees: with a pointer, which takes its time, or all ratings at once."""
        if not is_pointed:
            assert visitor.page.evaluate(CLICK, self.radios) == len(self.radios)
        for name, label in self.radios.items() if is_pointed else ():
            point_at(visitor.page, LABEL, [name, label])
        for name, labels in self.ticks.items():
            for label in labels:
                point_at(visitor.page, LABEL, [name, label])
        for name, words in self.words.items():
            visitor.write(f'textarea[name="{name}"]', words)
        for name in self.shared:
            visitor.point(f'label:has(> input[name="{name}"])')


def fill(page: Page, language: Language, *, number: int) -> Filled:
    """Return how page ``number`` is filled: in turn every answer of the scale, and now and then none."""
    filled = Filled()
    for at, asked in enumerate(page.fields):
        turn = number + at
        if isinstance(asked, RatingField):
            labels = [label.in_(language) for label in _labels(asked)]
            if turn % 9:
                filled.radios[asked.name] = labels[turn % len(labels)]
        elif isinstance(asked, ChoiceField):
            filled.radios[asked.name] = asked.options[turn % len(asked.options)].label.in_(language)
        elif isinstance(asked, ChoicesField):
            filled.ticks[asked.name] = tuple(o.label.in_(language) for o in asked.options if o.key in TICKED_TOPICS)
        elif isinstance(asked, TextField) and page.id == COMMENTED_PAGE:
            filled.words[asked.name] = COMMENT
        elif isinstance(asked, ShareField) and page.id == COMMENTED_PAGE:
            filled.shared = (asked.name,)
    return filled


def expected_check(page: Page, filled: Filled, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each question of ``page`` and the answer that the check page shows; "" where none was given."""
    for asked in page.fields:
        if not isinstance(asked, ShareField):
            given = filled.radios.get(asked.name) or filled.words.get(asked.name) or ""
            yield asked.label.in_(language), given or " ".join(filled.ticks.get(asked.name, ()))


def shown_check(tab: Tab) -> list[tuple[str, str]]:
    """Return each question on the check page with the answer beside it; "" where it says that there is none."""
    rows = tab.evaluate(
        """() => [...document.querySelectorAll("dl dt")].map(dt => {
            const dd = dt.nextElementSibling, words = dd.querySelector(".words");
            const parts = words ? [words] : dd.querySelectorAll("li").length ? [...dd.querySelectorAll("li")] : [dd];
            const said = dd.querySelector(".missing, .fine") ? "" : parts.map(part => part.textContent).join(" ");
            return [dt.textContent, said].map(text => text.replace(/\\s+/g, " ").trim());
        })"""
    )
    return [(question, answer) for question, answer in rows]


def _labels(asked: RatingField) -> Iterator[object]:
    yield from (point.label for point in asked.scale.points)
    yield from (option.label for option in asked.scale.non_answers)


def kept_on_page(tab: Tab) -> list[tuple[str, str]]:
    """Return every field of the open page that holds something, and what."""
    rows = tab.evaluate(
        """() => [...new FormData(document.getElementById("page"))].filter(
            ([name, value]) => value && name !== "manifest")"""
    )
    return [(str(name), str(value)) for name, value in rows]

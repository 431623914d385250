"""What a reader is shown in whose language something is not written, and that nobody is left to wonder why."""

import re
import subprocess

import pytest
from bs4 import BeautifulSoup

from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from tests.third_language.house import House
from tests.third_language.inventing import CODE, MIRRORED, ROWS, said

ENGLISH = "enska"
"""What English is called in the locale of the made-up language, and so on its pages."""

MARGIN = 40
"""Points: no more stands between the edge of a sheet and its words."""


def page(house: House, path: str) -> BeautifulSoup:
    return BeautifulSoup(house.client.get(path).text, "lxml")


@pytest.mark.parametrize("side", Side)
@pytest.mark.alike(1)
def test_a_form_that_lacks_the_language_is_shown_in_the_one_that_stands_for_it_and_says_so(
    lacking: House, side: Side
) -> None:
    visitor = lacking.visitor()
    for path in (lacking.links[side], f"{lacking.links[side]}/integrity"):
        shown = visitor.page(path)
        assert (shown.html["lang"], shown.html["dir"]) == ("en", "ltr")
        assert ROWS[CODE].own_name in shown.select_one("main > .elsewhere").get_text()
        assert {one["lang"] for one in shown.select(".switch")} == {"ar"}


def test_a_form_in_none_of_the_languages_offered_falls_back_and_says_so(
    lacking: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(lacking.app.config, "LANGUAGES", (Language(CODE),))
    for path in (lacking.links[Side.PARTNER], f"{lacking.links[Side.PARTNER]}/integrity"):
        shown = lacking.visitor().page(path)
        assert (shown.html["lang"], ENGLISH in shown.footer.get_text()) == (CODE, True)


@pytest.mark.parametrize("path", ["/staff/reviews/1/results", "/staff/reviews/1/results/integrity", "/staff/reviews/1"])
@pytest.mark.alike(1)
def test_the_desk_says_at_the_foot_what_fell_back(lacking: House, house: House, path: str) -> None:
    shown = page(lacking, path)
    assert shown.html["lang"] == CODE
    assert ENGLISH in shown.footer.get_text()
    assert ENGLISH not in page(house, path).footer.get_text()


@pytest.mark.parametrize("path", ["/staff/reviews/1/results", "/staff/reviews/10"])
def test_prints_are_offered_in_the_languages_of_the_questionnaire_alone(
    lacking: House, house: House, path: str
) -> None:
    offered = [
        {
            link["href"]
            for link in page(one, path).select("main a")
            if re.search(rf"/pack\?.*{CODE}|/forms/.*{CODE}", link["href"])
        }
        for one in (house, lacking)
    ]
    assert [bool(links) for links in offered] == [True, False]


def test_a_name_that_lacks_a_language_is_shown_in_another_and_the_desk_says_so(house: House) -> None:
    name = said("Example National Society")
    shown = page(house, "/staff/partners/1").main
    assert shown.get_text().count(said("None; readers see the name in another language:")) == 2
    assert [one.get_text() for one in shown.select("dd bdi[lang]")] == [name] * 3


def test_a_reader_of_another_language_is_told_in_which_one_the_name_stands(house: House) -> None:
    reader = house.visitor()
    shown = reader.page(f"{house.links[Side.PARTNER]}?lang=en")
    assert shown.html["lang"] == "en"
    assert said("Example University") in shown.main.get_text()
    assert "Icelandic" in shown.footer.get_text()


def test_opening_warns_of_names_that_lack_a_language_of_the_form(house: House) -> None:
    assert said("The partner’s name") in page(house, "/staff/reviews/9/open").main.get_text()


def test_a_language_from_the_right_turns_pages_round(mirrored: House) -> None:
    pages = [
        mirrored.visitor().page(mirrored.links[Side.PARTNER]),
        page(mirrored, "/staff/"),
        page(mirrored, "/nowhere"),
    ]
    assert {(one.html["lang"], one.html["dir"]) for one in pages} == {(MIRRORED, "rtl")}


@pytest.mark.slow
@pytest.mark.wide
def test_a_language_from_the_right_turns_charts_round(house: House, mirrored: House) -> None:
    left, right = (ends_of(one)[0] < ends_of(one)[1] for one in (house, mirrored))
    assert (left, right) == (True, False)


def ends_of(house: House) -> list[float]:
    """Return where a chart has the lowest and the highest point of its scale."""
    page = BeautifulSoup(house.client.get("/staff/reviews/1/results/integrity").data, "lxml")
    found = {text.get_text(): float(text["x"]) for text in page.select(".for-screen svg.chart text[x]")}
    return [found[end] for end in ("1", "5")]  # whose names are too long here to stand above them


@pytest.mark.slow
@pytest.mark.wide
def test_a_language_from_the_right_turns_prints_round(house: House, mirrored: House) -> None:
    assert edges_of(house, CODE) == (True, False)
    assert edges_of(mirrored, MIRRORED) == (False, True)


def edges_of(house: House, code: str) -> tuple[bool, bool]:
    """Say whether the title of the blank form stands at the left edge of its page, and whether at the right."""
    pdf = house.client.get(f"/staff/reviews/9/forms/partner-{code}.pdf").data
    told = subprocess.run(["pdftotext", "-bbox", "-l", "1", "-", "-"], input=pdf, check=True, capture_output=True)
    sheet = BeautifulSoup(told.stdout, "lxml").page
    tallest = max(float(word["ymax"]) - float(word["ymin"]) for word in sheet("word"))
    title = [word for word in sheet("word") if float(word["ymax"]) - float(word["ymin"]) > tallest - 1]
    left, right = min(float(word["xmin"]) for word in title), max(float(word["xmax"]) for word in title)
    return left < MARGIN, right > float(sheet["width"]) - MARGIN

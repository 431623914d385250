"""One side's scores by role or place: the groups that are large enough, and nothing of the others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from surveyapp.core.conduct.review import Policy
from surveyapp.core.conduct.roles import Role
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.rounding import tenths_apart
from surveyapp.words.rounds import signed
from tests.databases import DatabaseMaker
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff
from tests.web.test_non_interference import Case, answers, installation

PLACES = ["west_bank"] * 6 + ["gaza"] * 16 + ["syria"] * 3 + ["egypt"] * 5
WORDS = "نخطط معاً في وقت أبكر 🙂"


def sheets(questionnaire: Questionnaire) -> list[AnswerSheet]:
    """Return what 30 people of PRCS and 5 of the partner answer: places of PRCS's, one comment."""
    own = answers(questionnaire, Side.PRCS, len(PLACES))
    placed = [replace(sheet, profile={"location": place}) for sheet, place in zip(own, PLACES, strict=True)]
    told = replace(placed[0], comments={"integrity": Comment(WORDS, share=True)})
    return [told, *placed[1:], *answers(questionnaire, Side.PARTNER, 5)]


@pytest.fixture(scope="module")
def viewer(
    sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire
) -> Iterator[ReadingClient]:
    case = Case(Policy.STANDARD, (0, None), (0, None), questionnaire)
    folder: Path = tmp_path_factory.mktemp("instance")
    with installation(sqlite_maker, folder, case, sheets=sheets(questionnaire)) as made:
        made.app.test_client_class = ReadingClient
        client = made.app.test_client()
        let_in(client, made.engine, make_staff(made.engine, role=Role.VIEWER))
        yield client


@pytest.mark.slow
def test_groups_that_are_large_enough_have_their_scores(viewer: ReadingClient) -> None:
    page = viewer.page("/staff/reviews/1/results/cuts?lang=en")
    (table,) = page.select("table.numbers")
    heads = [head.get_text() for head in table.select("thead th")[1:]]
    assert heads == ["Whole side (30)", "West Bank, including Jerusalem (6)", "Gaza Strip (16)"]
    assert len(table.select("tbody tr")) == 13
    assert "Syria" not in page.get_text()
    assert "left over" in page.get_text()


def test_each_group_stands_beside_the_whole_side(viewer: ReadingClient) -> None:
    (table,) = viewer.page("/staff/reviews/1/results/cuts?lang=en").select("table.numbers")
    seen = set()
    for row in table.select("tbody tr"):
        whole, *groups = row.select("td")
        for cell in (one for one in groups if one.select("bdi")):
            score, apart = (without_controls(one.get_text()) for one in cell.select("bdi"))
            assert apart == without_controls(signed(tenths_apart(float(score), float(whole.get_text()))))
            assert ("strong" in cell.get("class", [])) is (float(apart.replace("−", "-")) ** 2 >= 0.25)
            seen.add(apart[0])
    assert seen >= {"+", "−"}


@pytest.mark.slow
def test_a_side_of_twenty_is_told_in_percent(viewer: ReadingClient) -> None:
    page = viewer.page("/staff/reviews/1/results/integrity?lang=en")
    rows = [
        [cell.get_text() for cell in row.select("td")] for row in page.select("table.numbers")[1].select("tbody tr")
    ]
    told = [(int(cells[1]), "%" in cells[-2]) for cells in rows]
    assert [is_in_percent for _, is_in_percent in told] == [people >= 20 for people, _ in told]
    assert {people >= 20 for people, _ in told} == {True, False}


@pytest.mark.slow
def test_words_are_shown_as_they_were_written(viewer: ReadingClient) -> None:
    page = viewer.page("/staff/reviews/1/results/integrity?lang=ar")
    assert [one.get_text() for one in page.select("li.words")] == [WORDS]

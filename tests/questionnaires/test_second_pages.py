"""Pages of results, rounds, archives and backups of the second questionnaire."""

import json
import re

import pytest
from bs4 import Tag

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.core.text.rounding import written
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.results import get_result
from surveyapp.workflow.reviews.archiving import archive_round, import_round
from tests.conftest import NOW
from tests.databases import TIMEZONE, DatabaseMaker, writing
from tests.languages import AR, BOTH, EN
from tests.questionnaires.held import Held
from tests.sampling import sampled
from tests.web.filling import press
from tests.workflow.test_backing_up import KEYS, digests, put_back, take

RESULTS = "/staff/reviews/3/results"
IN_BOTH = pytest.mark.parametrize("language", BOTH)


@pytest.fixture(scope="module")
def shown(site: Held) -> ReviewResult:
    with new_session(site.engine) as session:
        return get_result(session, 3)


def heads(table: Tag) -> list[str]:
    return [without_controls(cell.get_text()).strip() for cell in table.select("thead th")]


def cells(row: Tag) -> list[str]:
    return [without_controls(cell.get_text()).strip() for cell in row.select("td")]


@sampled({"section": ["readiness", "field_work", "information", "learning"], "language": BOTH}, together=1)
@pytest.mark.alike(1)
def test_a_topics_page_has_the_heads_and_figures_of_its_own_scale(
    site: Held, second: Questionnaire, shown: ReviewResult, section: str, language: Language
) -> None:
    page = site.viewer.page(f"{RESULTS}/{section}?lang={language}")
    asked, found = second.find_section(section), next(one for one in shown.sections if one.id == section)
    scale, (scores, answers) = second.scale_of(asked), page.select("table.numbers")[:2]
    assert "7" in scores.caption.get_text()
    options = [option.label.in_(language) for option in (*scale.points, *scale.non_answers)]
    assert heads(answers)[4:-2] == options
    best = {(EN, 6): "2 highest answers", (EN, 5): "3 highest answers", (AR, 6): "أعلى درجتين", (AR, 5): "أعلى 3 درجات"}
    assert heads(answers)[-2] == best[language, scale.favourable_min]
    facets = [facet for facet in Facet if any(facet in one.facets for one in found.statements)]
    assert len(scores.select("tbody tr")) == len(facets)
    rows = answers.select("tbody tr")
    pairs = [one.facets[facet] for one in found.statements for facet in Facet if facet in one.facets]
    for row, (pair, side) in zip(rows, [(pair, side) for pair in pairs for side in Side], strict=True):
        cell, (_, n, mean, *counts) = pair.of(side), cells(row)
        assert (n, mean.split()[0]) == (str(cell.n), written(cell.mean))
        unscored = [cell.dont_know, cell.not_applicable][: len(scale.non_answers)]
        assert counts[: len(options)] == [str(one) for one in (*cell.distribution, *unscored)]
    turned = "عبارة معكوسة" if language is AR else "Worded the other way round"
    assert answers.get_text().count(turned) == sum(len(one.abouts) for one in asked.statements if one.reverse)


@IN_BOTH
def test_the_overview_has_the_topics_of_each_part(site: Held, second: Questionnaire, language: Language) -> None:
    page = site.viewer.page(f"{RESULTS}?lang={language}")
    assert [part.h3.get_text() for part in page.select("#numbers .part")] == [
        part.title.in_(language) for part in second.parts
    ]
    linked = [link["href"].rpartition("/")[2] for link in page.select("#numbers caption a")]
    assert linked == [section.id for section in second.sections]


@IN_BOTH
def test_the_words_have_the_files_own_limits_and_answers(site: Held, second: Questionnaire, language: Language) -> None:
    page = without_controls(site.viewer.page(f"{RESULTS}?lang={language}").get_text())
    for figure in ("0.8", "5.5", "3.5", "1.5", "80%", "5%", "25%"):
        assert figure in page
    method = without_controls(site.viewer.page(f"{RESULTS}/method?lang={language}").get_text())
    unknown = [second.scales[name].non_answers[0].label.in_(language) for name in ("often7", "agree7")]
    assert " / ".join(unknown) in method
    assert second.scales["often7"].non_answers[1].label.in_(language) in method
    assert not re.search("I don’t know|لا أعرف", page + method)


@IN_BOTH
def test_closing_questions_stand_on_their_own_scales(
    site: Held, second: Questionnaire, shown: ReviewResult, language: Language
) -> None:
    page = site.viewer.page(f"{RESULTS}/priorities?lang={language}")
    rows = page.select("table.agenda tbody tr")
    assert len(rows) == len(second.sections)
    closing = [table for table in page.select("table") if "agenda" not in table["class"]]
    for table, name in zip(closing, ("health", "again"), strict=True):
        question = next(one for one in second.closing if one.id == name)
        scale = second.scale_of(question)
        assert question.question.in_(language) in table.get_text()
        assert heads(table)[3:] == [point.label.in_(language) for point in scale.points]
        for row, side in zip(table.select("tbody tr"), Side, strict=True):
            assert cells(row)[2:] == [str(one) for one in shown.closing[name][side].distribution]


@IN_BOTH
def test_groups_are_called_by_what_is_asked(site: Held, second: Questionnaire, language: Language) -> None:
    page = site.viewer.page(f"{RESULTS}/cuts?lang={language}")
    title = {EN: "By place", AR: "بحسب المكان"}[language]
    assert page.h1.get_text().startswith(title)
    assert title in [link.get_text() for link in page.select("nav a")]
    assert second.profile[0].question.in_(language) in page.get_text()


@IN_BOTH
@pytest.mark.alike(1)
def test_rounds_are_compared_topic_by_topic(site: Held, second: Questionnaire, language: Language) -> None:
    page = site.viewer.page(f"{RESULTS}/rounds?lang={language}")
    assert len(page.select("figure .for-screen svg.chart")) == 1 + len(second.sections)
    for section in second.sections:
        assert page.find(id=section.id) or section.title.in_(language) in page.get_text()
    with new_session(site.engine) as session:
        compared = [get_result(session, one).sections[3].facets[Facet.JOINT] for one in (1, 3)]
    prcs = page.select("table.numbers")[-1].select("tbody")[0].select("tr")[0]
    assert cells(prcs)[1:3] == [written(one.sides[Side.PRCS].mean) for one in compared]


@IN_BOTH
def test_partners_are_set_side_by_side(site: Held, second: Questionnaire, language: Language) -> None:
    page = site.viewer.page(f"/staff/rounds/2026/results?lang={language}")
    assert len(page.select("figure .for-screen svg.chart")) == 3
    joint = page.select("table.numbers")[-1]
    named = " ".join(heads(joint) + [row.th.get_text() for row in joint.select("tbody tr")])
    assert second.find_section("learning").title.in_(language) in named
    assert second.find_section("readiness").title.in_(language) not in named


@IN_BOTH
def test_both_sides_read_the_summary_through_their_links(site: Held, second: Questionnaire, language: Language) -> None:
    page = site.viewer.page(f"{site.link}?lang={language}")
    assert [table.caption.get_text() for table in page.select("table.topics")] == [
        section.title.in_(language) for section in second.sections
    ]


def test_a_score_is_agreed_on_up_to_the_scales_end(site: Held) -> None:
    page = site.coordinator.page("/staff/reviews/1/actions?lang=en")
    scores = [option["value"] for option in page.find(id="learning-joint").select("option")]
    assert scores[2:] == [f"{half / 2:g}" for half in range(2, 15)]
    sent = press(site.coordinator, "/staff/reviews/1/actions", {}, to="/staff/reviews/1/actions/promises")
    assert sent.status_code == 422
    assert "6.5" in site.viewer.page("/staff/reviews/1/actions?lang=en").get_text()


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_charts_are_given_as_files(site: Held, second: Questionnaire, kind: str) -> None:
    names = ["overview", "priorities", *(section.id for section in second.sections)]
    for name in names:
        assert site.viewer.get(f"/staff/reviews/3/charts/{name}.{kind}").status_code == 200


def test_a_round_is_archived_and_comes_back(site: Held, sqlite_maker: DatabaseMaker) -> None:
    with writing(site.engine) as session:
        archive, left_out = archive_round(session, "2025")
    url = sqlite_maker.make()
    engine = make_engine(url, TIMEZONE)
    with writing(engine) as session:
        assert len(import_round(session, archive, now=NOW).reviews) == 2
    with writing(engine) as session:
        assert archive_round(session, "2025") == (archive, left_out)
    assert site.version in archive
    assert json.loads(archive)["reviews"]
    engine.dispose()
    sqlite_maker.drop(url)


def test_a_backup_comes_back(site: Held, sqlite_maker: DatabaseMaker) -> None:
    url = sqlite_maker.make()
    engine = make_engine(url, TIMEZONE)
    backup = take(site.engine, KEYS)
    put_back(engine, backup)
    assert digests(engine) == digests(site.engine)
    engine.dispose()
    sqlite_maker.drop(url)

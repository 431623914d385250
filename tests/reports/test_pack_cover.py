"""What stands around the topics of a pack: its first sheets, and what explains figures and words."""

from dataclasses import replace

import pytest

from surveyapp.charts.drawn import Sign, signs_of_result
from surveyapp.charts.legend import sample
from surveyapp.charts.render import to_svg
from surveyapp.charts.view import View
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.making import make_pack, pack_data
from surveyapp.words.meanings import meanings
from surveyapp.words.naming import Names
from surveyapp.words.summary import summary_words
from tests.invented import KINDS, ORGANISATION, PROTECTED, STANDARD, THREE_A_SIDE, Invented, leaning
from tests.languages import AR, EN
from tests.reports.packs import blocks_of, facets_of, make, plain, text_of, the, told_apart


def test_the_first_sheet_names_the_two_clearest_differences(questionnaire: Questionnaire) -> None:
    """In larger type than the rest; where none is clear it says so, and a gap is not called one."""
    views = {
        ("integrity", Facet.PARTNER): (1, 5),
        ("diversity", Facet.PRCS): (5, 2),
        ("relevance", Facet.JOINT): (4, 5),
    }
    result = Invented(8, 8).result(questionnaire, sheets=leaning(questionnaire, views))
    for size, kind in ((Size.MEETING, "cover"), (Size.HANDOUT, "handout")):
        pack = make(questionnaire, EN, result=result, size=size)
        first = next(block for block in blocks_of(pack, kind) if block["kind"] == "topics")
        assert first["large"] == 2
        assert [line["topic"] for line in first["lines"][:2]] == [
            "Ensure integrity",
            "Practise diversity and cultural sensitivity",
        ]
    alike = Invented(8, 8).result(questionnaire, sheets=leaning(questionnaire, {}))
    assert not [one for one in blocks_of(make(questionnaire, EN, result=alike), "cover") if one["kind"] == "topics"]


@pytest.mark.parametrize("size", [Size.HANDOUT, Size.MEETING])
def test_the_first_sheet_says_when_it_closed_and_was_printed_and_who_may_read_it(
    questionnaire: Questionnaire, size: Size
) -> None:
    first = pack_data(make(questionnaire, EN, size=size))["sheets"][0]["blocks"]
    told = without_controls(" ".join(str(one.get("text", "")) for one in first))
    assert "Closed on 2 July 2026; printed on 1 August 2026." in told
    assert "on behalf of PRCS and Norwegian Red Cross. Please do not pass it on." in told
    rows = next(one["rows"] for one in first if one["kind"] == "table")
    assert [row[2:] for row in rows] == [["8", "6"], ["7", "5"]]


def test_topics_come_in_the_questionnaires_order_on_request(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN)
    for is_as_asked, order in ((False, pack.result.priorities), (True, questionnaire.sections)):
        ids = [f"en-{getattr(one, 'section', None) or one.id}" for one in order]
        sheets = pack_data(replace(pack, is_as_asked=is_as_asked))["sheets"]
        assert [one["place"] for one in sheets if one["kind"] == "principle"] == ids
        assert [row[0]["place"] for row in sheets[0]["blocks"][-2]["rows"]] == ids


@pytest.mark.parametrize("language", [AR, EN])
@pytest.mark.parametrize("kind", list(KINDS))
def test_the_summary_says_what_the_page_of_results_says(
    questionnaire: Questionnaire, kind: str, language: Language
) -> None:
    pack = make(questionnaire, language, invented=KINDS[kind], chosen=frozenset({"summary"}))
    names = Names(questionnaire, pack.review.partner.name, language)
    said = summary_words(pack.result, questionnaire, names=names)
    blocks = blocks_of(pack, "summary")
    assert [one["heading"] for one in blocks if one["kind"] == "topics"] == [group.heading for group in said.groups]
    printed = [(line["topic"], line["text"]) for one in blocks if one["kind"] == "topics" for line in one["lines"]]
    assert printed == [(line.topic, line.text) for group in said.groups for line in group.lines]
    framed = [one["text"] for one in blocks if one["kind"] == "framed"]
    assert any(text.startswith(said.chance) for text in framed)
    assert said.nothing in ["", *framed]


def test_topics_come_in_the_order_and_with_the_ranks_of_the_document(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, chosen=frozenset({"priorities"}))
    rows = the(blocks_of(pack, "priorities"), "table")["rows"]
    titles = {section.id: section.title["en"] for section in questionnaire.sections}
    facts = pack.result.sides
    for row, found in zip(rows, pack.result.priorities, strict=True):
        rank, topic, *votes, said = row
        assert topic["text"] == titles[found.section]
        assert (rank if rank == "–" else rank["text"]) == ("–" if found.rank is None else str(found.rank))
        counted = zip((found.prcs, found.partner), Side, strict=True)
        assert votes == [f"{n} of {facts[side].responses}" for n, side in counted]
        assert said["lead"]
        assert said["text"]


@pytest.mark.parametrize("language", [AR, EN])
def test_the_key_is_what_charts_draw_with_what_their_keys_say(questionnaire: Questionnaire, language: Language) -> None:
    for result in (None, told_apart(questionnaire)):
        pack = make(questionnaire, language, result=result, chosen=frozenset({"how"}))
        view = View(pack.result, questionnaire, language, pack.review.partner.name)
        key = the(blocks_of(pack, "how"), "signs")["signs"]
        expected = [(sign, words) for sign, words in signs_of_result(view) if sign not in {Sign.SPLIT, Sign.UNSEEN}]
        assert [one["text"] for one in key] == [words for _, words in expected]
        assert [one["svg"] for one in key] == [sample_svg(sign, language) for sign, _ in expected]


def test_dots_in_a_chart_stand_in_the_key(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire, sheets=leaning(questionnaire, {}, people=(2, 6)))
    how = blocks_of(make(questionnaire, EN, result=result, chosen=frozenset({"how"})), "how")
    assert signs_in(how)[-1] in {Sign.WITHHELD, Sign.WITHHELD_OR_NO_GAP, Sign.NO_GAP}
    assert the(how, "signs")["signs"][-1]["text"] == "Withheld: fewer than 3 people answered"


def signs_in(blocks: list[dict]) -> list[Sign]:
    """Return the signs of a key in English, known by what charts draw."""
    known = {sample_svg(sign, EN): sign for sign in Sign}
    return [known[one["svg"]] for one in the(blocks, "signs")["signs"]]


def sample_svg(sign: Sign, language: Language) -> str:
    prefix = f"sign-{sign}-".replace("_", "-")
    figure = sample(sign, language)
    return to_svg(figure, inline=False, prefix=prefix, is_outlined=True)


def test_the_words_are_explained_with_their_limits(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, AR, chosen=frozenset({"how"}))
    terms = next(one["terms"] for one in blocks_of(pack, "how") if one["kind"] == "terms")
    expected = meanings(pack.result, questionnaire, AR)
    assert [(one["term"], one["text"]) for one in terms] == [(one.name, one.text) for one in expected]


def test_each_reason_for_not_showing_is_said_once(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, invented=THREE_A_SIDE, chosen=frozenset({"how"}))
    *_, terms = (one["terms"] for one in blocks_of(pack, "how") if one["kind"] == "terms")
    reasons = [without_controls(one["term"]) for one in terms]
    assert reasons.count("Fewer than 5 people answered") == 1
    assert len(reasons) == len(set(reasons))
    told = without_controls(terms[0]["text"])
    for side in ("PRCS – ", "Norwegian Red Cross – ", "Both sides – ", "Individual statements"):
        assert side in told


def test_one_agreed_answer_is_attributed(questionnaire: Questionnaire) -> None:
    result = ORGANISATION.result(questionnaire, sheets=leaning(questionnaire, {}, people=(6, 1)))
    pack = make(questionnaire, EN, invented=ORGANISATION, result=result, chosen=frozenset({"how", "integrity"}))
    told = without_controls(" ".join(one["text"] for one in blocks_of(pack, "how") if one["kind"] == "text"))
    assert "Norwegian Red Cross gave one agreed answer." in told
    assert {line["reading"] for line in facets_of(pack)} == {"One agreed answer"}
    assert signs_in(blocks_of(pack, "how"))[:3] == [Sign.CIRCLE, Sign.DIAMOND, Sign.AGREED]


@pytest.mark.slow
def test_protected_speaks_its_own_words(questionnaire: Questionnaire) -> None:
    sheets = leaning(questionnaire, {("integrity", Facet.PARTNER): (2, 5)}, people=(9, 8))
    result, chosen = PROTECTED.result(questionnaire, sheets=sheets), frozenset({"summary", "how", "integrity", "annex"})
    pack = make(questionnaire, EN, invented=PROTECTED, result=result, chosen=chosen)
    how = blocks_of(pack, "how")
    assert any("4.0 may be 5" in one["text"] for one in how if one["kind"] == "text")
    assert signs_in(how) == [Sign.CIRCLE, Sign.DIAMOND, Sign.POSSIBLE, Sign.BEYOND]
    assert "≥ 4.0" in without_controls(str(facets_of(pack)))
    text = text_of(make_pack(pack))
    for words in ("Clear gap", "Views are alike", "chance alone would put"):
        assert plain(words) not in text

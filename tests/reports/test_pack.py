"""The meeting pack: what stands in it, in which order, and that a reader and a machine find it."""

import io
import os
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest

from surveyapp.core.actions import Action, Agreement, Meeting, Promise, Status
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import Comments, Reading, ReviewResult
from surveyapp.core.review import Answering, AnsweringBySide, Partnership, Policy, Review, Round, State
from surveyapp.core.sides import Language, Side, Text
from surveyapp.reports import pack as packs
from surveyapp.reports import pack_charts
from surveyapp.reports.pack import TEMPLATE, make_pack, pack_data
from surveyapp.reports.pack_content import Earlier, MeetingPack
from surveyapp.reports.typst import ACCESSIBLE, compile_pdf
from tests.charts.builder import middle_tier, nothing_shown, review_result

AR, EN = Language.AR, Language.EN
PARTNER = Text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross")
WORDS = "نحتاج إلى التخطيط معاً في وقت أبكر"
PROMISE = Promise(
    "integrity", "Meet every three months", "Rana Khalid", "Kari Nordmann", date(2026, 3, 1), "Notes in both languages"
)


def make(
    questionnaire: Questionnaire,
    *languages: Language,
    result: ReviewResult | None = None,
    meeting: Meeting = Meeting(),  # noqa: B008 - it is frozen
    earlier: Earlier | None = None,
    chosen: frozenset[str] = frozenset(),
    demonstration: bool = False,
) -> MeetingPack:
    shown = result or review_result(questionnaire, demonstration=demonstration)
    review = Review(
        id=1,
        round=Round(1, "2026", Text(ar="استعراض 2026", en="Review 2026"), is_demonstration=demonstration),
        partner=Partnership(1, "norcross", PARTNER, "national_society"),
        questionnaire="code-of-good-partnership@0123456789ab",
        state=State.CLOSED,
        policy=Policy.STANDARD,
        thresholds=shown.thresholds,
        answering=AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL),
        closes_on=date(2026, 7, 1),
        closes_at=datetime(2026, 7, 1, 21, tzinfo=UTC),
    )
    return MeetingPack(review, questionnaire, shown, meeting, earlier, languages, chosen)


def text_of(pdf: bytes, *options: str) -> str:
    """Return the letters that a program takes out of ``pdf``."""
    if shutil.which("pdftotext") is None and not os.environ.get("CI"):
        pytest.skip("no pdftotext; install it (`apt-get install poppler-utils`)")
    run = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return plain(run.stdout.decode())


def plain(text: str) -> str:
    """Return letters and digits alone, as they are read: no vowel signs, no presentation forms, no spaces."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


@pytest.fixture(scope="module")
def arabic(questionnaire: Questionnaire) -> bytes:
    return make_pack(make(questionnaire, AR))


@pytest.fixture(scope="module")
def english(questionnaire: Questionnaire) -> bytes:
    return make_pack(make(questionnaire, EN))


def kinds(pack: MeetingPack) -> list[str]:
    return [sheet["kind"] for sheet in pack_data(pack)["sheets"]]


def test_the_sheets_come_in_the_order_of_a_meeting(questionnaire: Questionnaire) -> None:
    topics = ["principle"] * len(questionnaire.sections)
    head = ["cover", "how", "participation", "overview", "priorities"]
    assert kinds(make(questionnaire, EN)) == [*head, *topics, "lessons", "plan", "annex", "annex", "method"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"overview"}, ["overview"]),
        ({"integrity", "diversity"}, ["principle"] * 2),
        ({"principles", "integrity", "plan"}, ["principle", "plan"]),
    ],
)
def test_only_what_was_chosen_is_printed(questionnaire: Questionnaire, chosen: set[str], expected: list[str]) -> None:
    assert kinds(make(questionnaire, EN, chosen=frozenset(chosen))) == expected


def test_with_both_languages_each_sheet_faces_itself(questionnaire: Questionnaire) -> None:
    data = pack_data(make(questionnaire, AR, EN, chosen=frozenset({"cover", "how", "integrity", "plan"})))
    sheets = data["sheets"]
    assert [sheet["language"] for sheet in sheets] == ["ar", "en"] * (len(sheets) // 2)
    assert [s["kind"] for s in sheets[::2]] == [s["kind"] for s in sheets[1::2]]
    assert [front["language"] for front in data["fronts"]] == ["ar", "en"]


@pytest.mark.parametrize("tier", [review_result, middle_tier, nothing_shown])
def test_every_tier_is_accessible_and_without_a_warning(questionnaire: Questionnaire, tier: object) -> None:
    """In both languages at once; of one language alone two whole packs are made here."""
    chosen = frozenset({"cover", "how", "participation", "integrity", "plan", "annex"})
    data = pack_data(make(questionnaire, AR, EN, result=tier(questionnaire), chosen=chosen))
    _, warnings = compile_pdf(TEMPLATE, data, standards=[ACCESSIBLE])
    assert warnings == []


def test_the_file_says_what_it_is(arabic: bytes) -> None:
    with pikepdf.open(io.BytesIO(arabic)) as pdf:
        assert pdf.Root.Lang == "ar"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "الصليب الأحمر النرويجي" in str(pdf.docinfo["/Title"])
        assert "/PageLabels" in pdf.Root
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert titles[5] == "احترام المستضعفين وتمكينهم"
        assert len(titles) == 23
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (AR, ["كيف يُقرأ هذا الملف", "وليدة المصادفة", "الدرجة المتفق عليها", "كفالة النزاهة", "خطة العمل المشتركة"]),
        (
            EN,
            [
                "How to read this pack",
                "one gap that is chance",
                "Score agreed on",
                "Ensure integrity",
                "Joint action plan",
            ],
        ),
    ],
)
def test_text_is_found_in_reading_order(
    arabic: bytes, english: bytes, language: Language, sentences: list[str]
) -> None:
    text = text_of(arabic if language is AR else english)
    pages = text[text.index(plain(sentences[1])) :]
    assert plain(sentences[0]) in text
    places = [pages.index(plain(sentence)) for sentence in sentences[1:]]
    assert places == sorted(places)


def test_an_arabic_paragraph_comes_out_as_it_was_written(questionnaire: Questionnaire, arabic: bytes) -> None:
    data = pack_data(make(questionnaire, AR, chosen=frozenset({"cover", "how"})))
    written = next(b["text"] for b in data["sheets"][1]["blocks"] if b["kind"] == "text")
    assert plain(written) in text_of(arabic, "-f", "2", "-l", "2")


def test_what_is_agreed_later_is_printed_without_drawing_anew(questionnaire: Questionnaire) -> None:
    chosen = frozenset({"integrity", "diversity"})
    make_pack(make(questionnaire, EN, chosen=chosen))
    drawn = pack_charts.drawn.cache_info().misses
    meeting = Meeting(agreements={"integrity": Agreement("integrity", 3.5, "Half way")})
    assert plain("Half way") in text_of(make_pack(make(questionnaire, EN, meeting=meeting, chosen=chosen)))
    assert pack_charts.drawn.cache_info().misses == drawn


def test_what_was_agreed_and_promised_is_printed(questionnaire: Questionnaire) -> None:
    before = Meeting(actions=(Action(1, PROMISE, Status.DONE, "Four meetings", date(2026, 3, 1)),))
    meeting = Meeting(
        date(2026, 8, 1),
        date(2027, 2, 1),
        {
            "integrity": Agreement("integrity", 3.5, "Half way", "Say it earlier"),
            "diversity": Agreement("diversity", None),
        },
        (Action(2, replace(PROMISE, words="Share the plan")),),
    )
    earlier = Earlier(Text(ar="استعراض 2025", en="Review 2025"), before, review_result(questionnaire))
    chosen = frozenset({"integrity", "promises", "lessons", "plan"})
    pdf = make_pack(make(questionnaire, EN, meeting=meeting, earlier=earlier, chosen=chosen))
    text = text_of(pdf)
    for words in ("Half way", "Say it earlier", "Share the plan", "1 February 2027", "Promises of Review 2025"):
        assert plain(words) in text
    assert plain("done: Four meetings") in text
    assert re.search(r"WhatPRCSdoes(\d\d)now\1", text)


def test_comments_of_an_organisation_are_headed_as_its_own(questionnaire: Questionnaire) -> None:
    for way in Answering:
        result = review_result(questionnaire, n=(6, 1), half_width=None, answering=way)
        told = replace(result, comments=(Comments("integrity", Side.PARTNER, (WORDS,)),))
        pdf = make_pack(make(questionnaire, EN, result=told, chosen=frozenset({"comments"})))
        assert (plain("in the organisation’s own words") in text_of(pdf)) is (way is Answering.ORGANISATION)


def test_comments_are_printed_only_where_they_are_released(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire)
    assert "comments" not in kinds(make(questionnaire, AR, result=result))
    told = replace(result, comments=(Comments("integrity", Side.PARTNER, (WORDS,)),))
    pdf = make_pack(make(questionnaire, AR, result=told, chosen=frozenset({"comments"})))
    assert plain(WORDS) in text_of(pdf)


def test_a_glyph_that_the_font_lacks_costs_the_standard_and_not_the_pack(
    questionnaire: Questionnaire, caplog: pytest.LogCaptureFixture
) -> None:
    told = replace(review_result(questionnaire), comments=(Comments("integrity", Side.PRCS, ("Thanks 🙂",)),))
    pdf = make_pack(make(questionnaire, EN, result=told, chosen=frozenset({"comments"})))
    assert "Thanks" in text_of(pdf)
    assert "without PDF/UA" in caplog.text


def test_demonstration_data_is_marked_on_every_page(questionnaire: Questionnaire) -> None:
    pdf = make_pack(
        make(questionnaire, EN, demonstration=True, chosen=frozenset({"cover", "how", "integrity", "plan"}))
    )
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
    assert count >= 4
    for number in range(1, count + 1):
        assert plain("Demonstration data") in text_of(pdf, "-f", str(number), "-l", str(number))


def test_every_reading_is_explained(questionnaire: Questionnaire) -> None:
    (sheet,) = pack_data(make(questionnaire, AR, chosen=frozenset({"how"})))["sheets"]
    terms = next(b["terms"] for b in sheet["blocks"] if b["kind"] == "terms")
    assert len(terms) == len(Reading)


def test_each_topic_takes_one_page(questionnaire: Questionnaire, arabic: bytes, english: bytes, tmp_path: Path) -> None:
    fixed = 5 + len(questionnaire.sections) + 2  # before the annex
    for pdf in (arabic, english):
        with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
            assert [item.title for item in outline.root][fixed].startswith(("Annex", "ملحق"))
            annex = outline.root[fixed]
            page = (annex.destination or annex.action.D)[0]
            assert pikepdf.Page(page).index == fixed


def test_the_same_pack_has_the_same_bytes(questionnaire: Questionnaire) -> None:
    few = make(questionnaire, AR, chosen=frozenset({"integrity", "how"}))
    first = make_pack(few)
    assert make_pack(make(questionnaire, AR, chosen=few.chosen)) is first
    for cache in (packs._made, pack_charts.drawn):
        cache.cache_clear()
    assert make_pack(few) == first

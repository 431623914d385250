"""The meeting pack: what stands in it, in which order, and that a reader and a machine find it."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from surveyapp.core.conduct.actions import Action, Agreement, Meeting
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Comments
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.fonts import letters
from surveyapp.reports.extraction import mend_extraction
from surveyapp.reports.pack import making as packs
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.making import TEMPLATE, make_pack, pack_data
from surveyapp.reports.typst import ACCESSIBLE, compile_pdf
from surveyapp.words.readings import chance_sentence
from tests.invented import KINDS, STANDARD, THREE_A_SIDE, TWO_A_SIDE, Invented
from tests.languages import AR, EN, text
from tests.reports.packs import (
    CLOSED,
    PRINTED,
    PROMISE,
    blocks_of,
    kinds,
    make,
    pages_of,
    plain,
    text_of,
    the,
    told_apart,
)
from tests.sampling import sampled


@pytest.fixture(scope="module")
def arabic(questionnaire: Questionnaire) -> bytes:
    return whole(questionnaire, AR)


@pytest.fixture(scope="module")
def english(questionnaire: Questionnaire) -> bytes:
    return whole(questionnaire, EN)


def whole(questionnaire: Questionnaire, language: Language) -> bytes:
    """Return a pack with everything in it, which was made as it is wanted: accessible and without a warning."""
    data = pack_data(make(questionnaire, language, size=Size.EVERYTHING))
    made, warnings = compile_pdf(TEMPLATE, data, standards=[ACCESSIBLE])
    assert warnings == []
    return mend_extraction(made)


TOPICS = ["principle"] * 13


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (Size.HANDOUT, ["handout"]),
        (Size.MEETING, ["cover", "summary", *TOPICS, "plan", "how"]),
        (
            Size.EVERYTHING,
            ["cover", "summary", "priorities", *TOPICS, "plan", "participation", "how", "annex", "annex", "method"],
        ),
    ],
)
def test_each_size_has_its_sheets_in_the_order_of_a_meeting(
    questionnaire: Questionnaire, size: Size, expected: list[str]
) -> None:
    assert kinds(make(questionnaire, EN, size=size)) == expected


def test_a_sheet_on_which_nothing_would_stand_is_not_printed(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, invented=TWO_A_SIDE, size=Size.EVERYTHING)
    assert kinds(pack) == ["cover", "plan", "how", "method"]
    spoken_of = Meeting(agreements={"integrity": Agreement("integrity", {"prcs": 3.5})})
    assert kinds(replace(pack, meeting=spoken_of)).count("principle") == 1


@pytest.mark.parametrize(
    "change", [{"size": Size.HANDOUT}, {"is_as_asked": True}, {"printed_on": CLOSED}, {"closed_on": PRINTED}]
)
def test_a_pack_that_is_asked_for_otherwise_is_another(questionnaire: Questionnaire, change: dict) -> None:
    pack = make(questionnaire, EN)
    assert replace(pack, **change).key() != pack.key() == replace(pack).key()


def test_a_handout_takes_two_pages_in_each_language(questionnaire: Questionnaire) -> None:
    pages = pages_of(make_pack(make(questionnaire, AR, EN, size=Size.HANDOUT)))
    assert [" the " in page for page in pages] == [False, False, True, True]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"summary"}, ["summary"]),
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


@pytest.mark.slow
@sampled({"kind": [kind for kind in KINDS if kind != "standard"], "language": [AR, EN]}, together=1)
@pytest.mark.alike(2)
def test_every_kind_is_accessible_and_without_a_warning(
    questionnaire: Questionnaire, kind: str, language: Language
) -> None:
    """But of the standard kind, of which two whole packs are made here."""
    chosen = frozenset(packs.SHEETS) - {"principles"} | {"integrity"}
    data = pack_data(make(questionnaire, language, invented=KINDS[kind], chosen=chosen))
    _, warnings = compile_pdf(TEMPLATE, data, standards=[ACCESSIBLE])
    assert warnings == []


def test_the_file_says_what_it_is(arabic: bytes) -> None:
    with pikepdf.open(io.BytesIO(arabic)) as pdf:
        assert pdf.Root.Lang == "ar"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "الصليب الأحمر النرويجي" in str(pdf.docinfo["/Title"])
        assert "/PageLabels" in pdf.Root
        with pdf.open_outline() as outline:
            titles = {item.title: [one.title for one in item.children] for item in outline.root}
        assert len(titles["مواضيع هذا الاجتماع"]) == 13
        assert titles["ملحق"] == ["جميع الدرجات والفجوات", "جميع العبارات", "المنهجية"]
        assert [title for title, under in titles.items() if not under][1] == "الخلاصة"
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            AR,
            ["الخلاصة", "مواضيع هذا الاجتماع", "ما اتُّفق عليه في الاجتماع", "خطة العمل المشتركة", "كيف يُقرأ هذا الملف"],
        ),
        (EN, ["Summary", "What the gaps say", "Agreed in the meeting", "Joint action plan", "How to read this pack"]),
    ],
)
@pytest.mark.alike(2)
def test_text_is_found_in_reading_order(
    arabic: bytes, english: bytes, language: Language, sentences: list[str]
) -> None:
    text = text_of(arabic if language is AR else english, "-f", "2")
    places = [text.index(plain(sentence)) for sentence in sentences]
    assert places == sorted(places)


def test_an_arabic_paragraph_comes_out_as_it_was_written(questionnaire: Questionnaire, arabic: bytes) -> None:
    written = next(b["text"] for b in blocks_of(make(questionnaire, AR), "how") if b["kind"] == "text")
    assert plain(written) in text_of(arabic)


def test_chance_is_counted(questionnaire: Questionnaire, english: bytes) -> None:
    result = STANDARD.result(questionnaire)
    chance = result.chance
    assert chance is not None
    said = chance_sentence(chance, scoring=questionnaire.scoring, language=EN)
    assert said.startswith(f"{chance.comparisons} comparisons are shown.")
    assert plain(said) in text_of(english, "-f", "2", "-l", "2")
    none = chance_sentence(replace(chance, apart=0, clear=0), scoring=questionnaire.scoring, language=EN)
    assert "None lies 0.5 points or more apart;" in none
    assert none.endswith("None is clear.")


def test_each_line_of_the_summary_leads_to_its_topic(questionnaire: Questionnaire, english: bytes) -> None:
    with pikepdf.open(io.BytesIO(english)) as pdf, pdf.open_outline() as outline:
        topics = next(item.children for item in outline.root if item.title == "Topics for this meeting")
        first = next(item for item in topics if item.title == "Ensure integrity")
        topic = pikepdf.Page((first.destination or first.action.D)[0]).index
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        leads = [str(one.Dest) for one in pdf.pages[1].Annots if one.Subtype == "/Link"]
        assert "en-integrity" in leads
        assert pikepdf.Page(places["en-integrity"][0]).index == topic
    assert plain(f"p. {topic + 1}") in text_of(english, "-f", "2", "-l", "2")


def test_nothing_is_said_of_a_topic_as_a_whole_where_facets_are_shown(
    questionnaire: Questionnaire, english: bytes
) -> None:
    assert plain("Topic as a whole") not in text_of(english)
    few = make(questionnaire, EN, invented=THREE_A_SIDE, chosen=frozenset({"integrity"}))
    line = the(blocks_of(few, "principle"), "facet")
    assert line["name"] == "Topic as a whole"


def test_the_annex_holds_what_compares_both_sides(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, result=told_apart(questionnaire), chosen=frozenset({"annex"}))
    scores, statements, _method = (sheet["blocks"] for sheet in pack_data(pack)["sheets"])
    head = [cell if isinstance(cell, str) else cell["text"] for cell in the(scores, "table")["head"]]
    assert [without_controls(name) for name in head[4:]] == ["Gap", "Interval", "SE", "df", "p", "q", "Reading"]
    section = next(one for one in pack.result.sections if one.id == "integrity")
    gap = section.facets[Facet.PARTNER].gap
    row = the(scores, "table")["rows"][3 * [one.id for one in pack.result.sections].index("integrity") + 1]
    told = [without_controls(cell if isinstance(cell, str) else cell["text"]) for cell in row]
    assert told[:4] == ["What the partner does", "2.1", "4.9", "−2.8"]
    assert told[5:] == [f"{gap.se:.2f}", f"{gap.df:.1f}", "< 0.001", "< 0.001", "Clear gap"]
    named = [row[0]["text"] for row in the(statements, "table")["rows"] if isinstance(row[0], dict)]
    assert any(without_controls(words).startswith("Norwegian Red Cross holds to") for words in named)
    assert not any(words.startswith("We ") for words in named)


def test_of_few_people_the_annex_has_no_table_of_statements(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, invented=THREE_A_SIDE, chosen=frozenset({"annex"}))
    assert [sheet["place"] for sheet in pack_data(pack)["sheets"]] == ["en-scores", "en-method"]


def test_what_cannot_be_written_costs_the_standard_and_not_the_pack(
    questionnaire: Questionnaire, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "with_numbers", str)  # so that a letter is left that no font has
    told = replace(STANDARD.result(questionnaire), comments=(Comments("integrity", Side.PRCS, ("Thanks 𓀀",)),))
    pdf = make_pack(make(questionnaire, EN, result=told, chosen=frozenset({"integrity"})))
    assert "Thanks" in text_of(pdf)
    assert "without PDF/UA" in caplog.text


def test_demonstration_data_is_marked_on_every_page(questionnaire: Questionnaire) -> None:
    chosen = frozenset({"cover", "summary", "how", "integrity", "plan"})
    pdf = make_pack(make(questionnaire, EN, invented=replace(STANDARD, demonstration=True), chosen=chosen))
    pages = pages_of(pdf)
    assert len(pages) >= 5
    assert [page for page in pages if plain("Demonstration data") not in plain(page)] == []


def test_topics_of_which_little_is_said_share_a_sheet(questionnaire: Questionnaire) -> None:
    """Two each, but for those of which something was written; each keeps its place among the bookmarks."""
    spoken_of = Meeting(agreements={"ownership": Agreement("ownership", {"prcs": 3.5}, "Half way")})
    pack = make(questionnaire, EN, invented=THREE_A_SIDE, meeting=spoken_of)
    sheets = [one for one in pack_data(pack)["sheets"] if one["kind"] == "principle"]
    assert [len(one["below"]) for one in sheets].count(1) == 5
    alone = next(one for one in sheets if one["place"] == "en-ownership")
    assert alone["below"] == []
    with pikepdf.open(io.BytesIO(make_pack(pack))) as pdf, pdf.open_outline() as outline:
        topics = next(item.children for item in outline.root if item.title == "Topics for this meeting")
        pages = [pikepdf.Page((item.destination or item.action.D)[0]).index for item in topics]
        assert (len(pages), len(set(pages)), len(pdf.pages)) == (13, 8, 12)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "length"), [(AR, 1), (EN, 30)])
def test_a_meeting_takes_eighteen_sheets_however_much_was_written(
    questionnaire: Questionnaire, language: Language, length: int
) -> None:
    """Each comment is printed, or counted among those that the whole pack has; what was agreed is whole."""
    texts = tuple(
        f"{number}: {'we should plan together, and say earlier what has changed. ' * length}" for number in range(9)
    )
    asked = [one.id for one in (*questionnaire.sections, *questionnaire.closing)]
    sixty = replace(Invented(60, 60), name=text(ar="الجمعية الوطنية " * 8, en="National Society of the North " * 4))
    comments = tuple(Comments(one, side, texts) for one in asked for side in Side)
    agreed = ("We share the yearly plan before signing. " * 14).strip()
    fullest = sorted(questionnaire.sections, key=lambda one: len(one.statements))[-3:]
    meeting = Meeting(
        agreements={one.id: Agreement(one.id, {"prcs": 3.5}, agreed, agreed) for one in fullest},
        actions=tuple(Action(n, replace(PROMISE, words=agreed, evidence=agreed)) for n in range(3)),
    )
    told = replace(sixty.result(questionnaire), comments=comments)
    pdf = make_pack(make(questionnaire, language, invented=sixty, result=told, meeting=meeting))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) <= 18
    found = text_of(pdf)
    assert found.count("yearly") == 4 * 3 * agreed.count("yearly")
    printed = re.findall(r"\dweshouldplan", found)
    left = re.findall(r"(\d{1,2})(?:commentsinthewhole|moreinthewhole|(?:أخرى|تعليق\w{1,2}وهي)فيالملف)", found)
    assert len(printed) + sum(map(int, left)) == 2 * len(texts) * len(asked)


def test_each_topic_takes_one_page(questionnaire: Questionnaire, arabic: bytes, english: bytes) -> None:
    for pdf in (arabic, english):
        with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
            under = next(item.children for item in outline.root if len(item.children) == len(questionnaire.sections))
            topics = [pikepdf.Page((item.destination or item.action.D)[0]).index for item in under]
        assert topics == list(range(topics[0], topics[0] + len(topics)))


@pytest.mark.slow
def test_the_same_pack_has_the_same_bytes(questionnaire: Questionnaire) -> None:
    few = make(questionnaire, AR, chosen=frozenset({"integrity", "how"}))
    first = make_pack(few)
    assert make_pack(make(questionnaire, AR, chosen=few.chosen)) == first

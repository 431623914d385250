"""The meeting pack: what stands in it, in which order, and that a reader and a machine find it."""

import io
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from surveyapp.charts.drawn import Sign, signs_of_result
from surveyapp.charts.legend import sample
from surveyapp.charts.render import to_svg
from surveyapp.charts.view import View
from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.rounds import compare_rounds
from surveyapp.core.conduct.actions import Action, Agreement, Meeting, Promise, SignOff, Status
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Comments, ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.fonts import letters
from surveyapp.reports.pack import making as packs
from surveyapp.reports.pack.content import MeetingPack, Size
from surveyapp.reports.pack.making import TEMPLATE, make_pack, pack_data
from surveyapp.reports.typst import ACCESSIBLE, compile_pdf
from surveyapp.store.earlier import Earlier
from surveyapp.words.editions import editions_note
from surveyapp.words.meanings import meanings
from surveyapp.words.naming import Names
from surveyapp.words.readings import chance_sentence
from surveyapp.words.summary import summary_words
from tests.invented import KINDS, ORGANISATION, PROTECTED, STANDARD, THREE_A_SIDE, TWO_A_SIDE, Invented, leaning, polar
from tests.languages import AR, EN, text
from tests.reports.reading import read_aloud

CLOSED, PRINTED = date(2026, 7, 2), date(2026, 8, 1)
WORDS = "نحتاج إلى التخطيط معاً في وقت أبكر"
PROMISE = Promise(
    "integrity", "Meet every three months", "Rana Khalid", "Kari Nordmann", date(2026, 3, 1), "Notes in both languages"
)


def make(
    questionnaire: Questionnaire,
    *languages: Language,
    invented: Invented = STANDARD,
    result: ReviewResult | None = None,
    meeting: Meeting = Meeting(),  # noqa: B008 - it is frozen
    earlier: Earlier | None = None,
    chosen: frozenset[str] = frozenset(),
    size: Size = Size.MEETING,
) -> MeetingPack:
    shown, review = result or invented.result(questionnaire), invented.review(questionnaire)
    asked = MeetingPack(review, questionnaire, shown, meeting, earlier, languages, CLOSED, PRINTED)
    return replace(asked, size=size, chosen=chosen)


def blocks_of(pack: MeetingPack, kind: str) -> list[dict]:
    """Return the blocks of the first sheet of a kind."""
    return next(sheet["blocks"] for sheet in pack_data(pack)["sheets"] if sheet["kind"] == kind)


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


def facets_of(pack: MeetingPack) -> list[dict]:
    """Return what is said of each facet of a pack's first topic."""
    return [one for one in blocks_of(pack, "principle") if one["kind"] == "facet"]


def the(blocks: list[dict], kind: str) -> dict:
    """Return the one block of a kind."""
    (found,) = [one for one in blocks if one["kind"] == kind]
    return found


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
    return make_pack(make(questionnaire, AR, size=Size.EVERYTHING))


@pytest.fixture(scope="module")
def english(questionnaire: Questionnaire) -> bytes:
    return make_pack(make(questionnaire, EN, size=Size.EVERYTHING))


def kinds(pack: MeetingPack) -> list[str]:
    return [sheet["kind"] for sheet in pack_data(pack)["sheets"]]


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
    assert kinds(pack) == ["cover", "summary", "plan", "how", "method"]
    spoken_of = Meeting(agreements={"integrity": Agreement("integrity", {"prcs": 3.5})})
    assert kinds(replace(pack, meeting=spoken_of)).count("principle") == 1


def test_topics_come_in_the_questionnaires_order_on_request(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN)
    for is_as_asked, order in ((False, pack.result.priorities), (True, questionnaire.sections)):
        ids = [f"en-{getattr(one, 'section', None) or one.id}" for one in order]
        sheets = pack_data(replace(pack, is_as_asked=is_as_asked))["sheets"]
        assert [one["place"] for one in sheets if one["kind"] == "principle"] == ids
        assert [row[0]["place"] for row in sheets[0]["blocks"][-2]["rows"]] == ids


@pytest.mark.parametrize(
    "change", [{"size": Size.HANDOUT}, {"is_as_asked": True}, {"printed_on": CLOSED}, {"closed_on": PRINTED}]
)
def test_a_pack_that_is_asked_for_otherwise_is_another(questionnaire: Questionnaire, change: dict) -> None:
    pack = make(questionnaire, EN)
    assert replace(pack, **change).key() != pack.key() == replace(pack).key()


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


@pytest.mark.parametrize("language", [AR, EN])
def test_a_handout_takes_two_pages_and_a_meeting_eighteen_at_most(
    questionnaire: Questionnaire, language: Language
) -> None:
    for size, most in ((Size.HANDOUT, 2), (Size.MEETING, 18)):
        with pikepdf.open(io.BytesIO(make_pack(make(questionnaire, language, size=size)))) as pdf:
            assert len(pdf.pages) <= most


def test_a_handout_in_both_languages_is_one_in_each(questionnaire: Questionnaire) -> None:
    with pikepdf.open(io.BytesIO(make_pack(make(questionnaire, AR, EN, size=Size.HANDOUT)))) as pdf:
        assert len(pdf.pages) == 4


@pytest.mark.parametrize("language", [AR, EN])
def test_all_that_a_topic_shows_is_found_in_reading_order(questionnaire: Questionnaire, language: Language) -> None:
    told = replace(STANDARD.result(questionnaire), comments=(Comments("integrity", Side.PARTNER, (WORDS,)),))
    pack = make(questionnaire, language, result=told, chosen=frozenset({"integrity"}))
    text, at = text_of(make_pack(pack)), 0
    for one in blocks_of(pack, "principle"):
        for words in spoken_in(one):
            at = text.index(plain(words), at)


def spoken_in(block: dict) -> Iterator[str]:
    """Yield what a block of a topic prints, from its top."""
    if block["kind"] == "facet":
        yield from (block["name"], *block["texts"], block["gap"])
        for one in block["statements"]:
            yield one["text"]
            yield from (row["said"] for row in one["rows"])
    elif block["kind"] == "quotes":
        yield from (block["heading"], *block["texts"])
    elif block["kind"] == "openings":
        yield from (one["text"] for one in block["lines"])
    elif block["kind"] == "agree":
        yield block["label"]


def test_a_meeting_has_some_comments_and_says_how_many_more_there_are(questionnaire: Questionnaire) -> None:
    texts = tuple(f"{number} {'long words ' * 30}" for number in range(5))
    told = replace(STANDARD.result(questionnaire), comments=(Comments("integrity", Side.PRCS, texts),))
    for size, shown, more in ((Size.MEETING, 2, "and 3 more, in the whole pack"), (Size.EVERYTHING, 5, "")):
        pack = make(questionnaire, EN, result=told, size=size)
        sheet = next(one for one in pack_data(pack)["sheets"] if one["place"] == "en-integrity")
        quoted = the(sheet["blocks"], "quotes")
        assert (quoted["texts"], quoted["more"]) == (list(texts[:shown]), more)


def test_people_are_counted_in_words_for_those_who_hear_them(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, chosen=frozenset({"integrity"}))
    cell = next(one for one in pack.result.sections if one.id == "integrity").statements[0].facets[Facet.PRCS].prcs
    points = ("Never", "Rarely", "Sometimes", "Often", "Always")
    expected = ", ".join(f"{name}: {n}" for name, n in zip(points, cell.distribution, strict=True))
    assert facets_of(pack)[0]["statements"][0]["rows"][0]["figure"]["alt"] == expected
    assert expected in [one.text for one in read_aloud(make_pack(pack))]


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
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_is_accessible_and_without_a_warning(questionnaire: Questionnaire, kind: str) -> None:
    """In both languages at once; of one language alone two whole packs are made here."""
    chosen = frozenset(packs.SHEETS) - {"principles"} | {"integrity"}
    data = pack_data(make(questionnaire, AR, EN, invented=KINDS[kind], chosen=chosen))
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
def test_text_is_found_in_reading_order(
    arabic: bytes, english: bytes, language: Language, sentences: list[str]
) -> None:
    text = text_of(arabic if language is AR else english, "-f", "2")
    places = [text.index(plain(sentence)) for sentence in sentences]
    assert places == sorted(places)


def test_an_arabic_paragraph_comes_out_as_it_was_written(questionnaire: Questionnaire, arabic: bytes) -> None:
    written = next(b["text"] for b in blocks_of(make(questionnaire, AR), "how") if b["kind"] == "text")
    assert plain(written) in text_of(arabic)


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


def told_apart(questionnaire: Questionnaire) -> ReviewResult:
    """Return a result with a clear gap on what the partner does for integrity, and nothing else apart."""
    views = {("integrity", Facet.PARTNER): (2, 5)}
    return Invented(8, 8).result(questionnaire, sheets=leaning(questionnaire, views))


def test_each_facet_is_said_in_a_sentence_that_names_both(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, result=told_apart(questionnaire), chosen=frozenset({"integrity"}))
    lines = {line["name"]: line for line in facets_of(pack)}
    assert list(lines) == ["What PRCS does", "What the partner does", "What we do together"]
    said = {name: (line["reading"], without_controls(" ".join(line["texts"]))) for name, line in lines.items()}
    apart = "Norwegian Red Cross rates its own conduct higher (4.9) than PRCS does (2.1)."
    alike = "Both rate the joint work high (PRCS 4.1, Norwegian Red Cross 4.1)."
    assert said["What the partner does"] == ("Clear gap", apart)
    assert said["What we do together"] == ("Both rate it high", alike)


def test_a_flag_has_its_sentence_beside_the_reading(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire, sheets=polar(questionnaire, seldom_known="integrity"))
    pack = make(questionnaire, EN, result=result, chosen=frozenset({"integrity"}))
    texts = [without_controls(" ".join(line["texts"])) for line in facets_of(pack)]
    assert all("many answers at PRCS are “I don’t know”." in text for text in texts)


def test_a_prompt_says_which_facet_it_speaks_of(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, result=told_apart(questionnaire), chosen=frozenset({"integrity"}))
    (asked,) = the(blocks_of(pack, "principle"), "openings")["lines"]
    prompt = questionnaire.discussion_prompt("clear_gap")
    assert prompt is not None
    assert (asked["about"], asked["text"]) == (("What the partner does",), prompt["en"])


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


def test_each_reason_for_not_showing_is_said_once(questionnaire: Questionnaire) -> None:
    pack = make(questionnaire, EN, invented=THREE_A_SIDE, chosen=frozenset({"how"}))
    *_, terms = (one["terms"] for one in blocks_of(pack, "how") if one["kind"] == "terms")
    reasons = [without_controls(one["term"]) for one in terms]
    assert reasons.count("Fewer than 5 people answered") == 1
    assert len(reasons) == len(set(reasons))
    told = without_controls(terms[0]["text"])
    for side in ("PRCS – ", "Norwegian Red Cross – ", "Both sides – ", "Individual statements"):
        assert side in told


def test_divided_opinions_are_said_before_anything_shared(questionnaire: Questionnaire) -> None:
    """Five say “always”, five “never”: no page calls that a low score that both share."""
    result = STANDARD.result(questionnaire, sheets=polar(questionnaire))
    pack = make(questionnaire, EN, result=result, chosen=frozenset({"diversity"}))
    assert {line["reading"] for line in facets_of(pack)} == {"Opinions divided within a side"}


def moved(questionnaire: Questionnaire, *actions: Action, method: int = 2) -> MeetingPack:
    """Return a pack of a round in which a gap of the round before has closed, with what that meeting agreed."""
    views = {("integrity", Facet.PARTNER): (2, 5)}
    old, new = (Invented(8, 8).result(questionnaire, sheets=leaning(questionnaire, one)) for one in (views, {}))
    moves = compare_rounds(Answered(replace(old, method=method), questionnaire), Answered(new, questionnaire))
    earlier = Earlier(1, text(ar="استعراض 2025", en="Review 2025"), Meeting(actions=actions), moves)
    return make(questionnaire, EN, result=new, earlier=earlier, chosen=frozenset({"promises", "integrity", "summary"}))


def test_what_was_agreed_and_promised_is_printed(questionnaire: Questionnaire) -> None:
    kept = Action(1, PROMISE, Status.DONE, "Four meetings", date(2026, 3, 1))
    meeting = Meeting(
        date(2026, 8, 1),
        date(2027, 2, 1),
        {
            "integrity": Agreement("integrity", {"prcs": 3.5}, "Half way", "Say it earlier"),
            "diversity": Agreement("diversity", {"prcs": None}),
        },
        (Action(2, replace(PROMISE, words="Share the plan")),),
    )
    chosen = frozenset({"integrity", "plan"})
    meeting = replace(meeting, signed_off=SignOff("Rana Khalid", "Kari Nordmann", date(2026, 8, 2)))
    pack = replace(moved(questionnaire, kept), meeting=meeting, chosen=chosen)
    text = text_of(make_pack(pack))
    assert plain("Kari Nordmann") + plain("2 August 2026") in text
    since = replace(pack, meeting=replace(meeting, later=("integrity",)))
    assert {one["signed"] for one in the(blocks_of(since, "plan"), "signatures")["sides"]} == {""}
    for words in ("Half way", "Say it earlier", "Share the plan", "1 February 2027", "Actions agreed in Review 2025"):
        assert plain(words) in text
    assert plain("Done: Four meetings") in text


def test_whether_a_gap_closed_is_told_by_its_verdict(questionnaire: Questionnaire) -> None:
    pack = moved(questionnaire, Action(1, PROMISE), Action(2, replace(PROMISE, section=None)))
    (one,), (other,) = (the(blocks_of(pack, kind), "promises")["lines"] for kind in ("principle", "promises"))
    told, still = "The gap on the conduct of", "shows no change beyond chance (0.0 before, 0.0 now)"
    assert list(map(without_controls, one["closed"])) == [
        f"{told} PRCS {still}. It moved by 0.0 (−0.8 to 0.8).",
        f"{told} Norwegian Red Cross is narrower: −2.8 before, 0.0 now. It moved by +2.8 (2.1 to 3.5).",
        f"The gap on the joint work {still}. It moved by 0.0 (−0.8 to 0.8).",
    ]
    assert other["closed"][0].startswith("It names no topic")
    summary = "".join(str(block) for block in blocks_of(pack, "summary"))
    assert "is narrower" in summary


def test_what_cannot_be_compared_says_why(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    asked = tuple(replace(section, statements=section.statements[:1]) for section in questionnaire.sections)
    rounds = (Answered(result, replace(questionnaire, sections=asked)), Answered(result, questionnaire))
    pack = moved(questionnaire, Action(1, PROMISE))
    pack = replace(pack, earlier=replace(pack.earlier, moves=compare_rounds(*rounds)))
    (promise,) = the(blocks_of(pack, "principle"), "promises")["lines"]
    assert promise["closed"] == ["Not compared: asked in different words", "Not compared: not asked before"]


def test_a_first_edition_is_said_to_be_one(questionnaire: Questionnaire) -> None:
    old = replace(STANDARD.result(questionnaire), method=1)
    chosen = frozenset({"cover", "how", "annex"})
    for sheet in pack_data(make(questionnaire, EN, result=old, chosen=chosen))["sheets"]:
        told = " ".join([str(one.get("text", "")) + str(one.get("texts", "")) for one in sheet["blocks"]])
        assert "first edition of the method" in told, sheet["title"]
    told = str(pack_data(make(questionnaire, EN, chosen=chosen)))
    assert "first edition" not in told
    across = moved(questionnaire, Action(1, PROMISE), method=1)
    for kind in ("principle", "summary"):
        assert editions_note((1, 2), EN) in str(blocks_of(across, kind))


@pytest.mark.parametrize("invented", [STANDARD, ORGANISATION])
def test_comments_of_an_organisation_are_headed_as_its_own(questionnaire: Questionnaire, invented: Invented) -> None:
    result = replace(invented.result(questionnaire), comments=(Comments("integrity", Side.PARTNER, (WORDS,)),))
    pack = make(questionnaire, EN, invented=invented, result=result, chosen=frozenset({"integrity"}))
    heading = the(blocks_of(pack, "principle"), "quotes")["heading"]
    assert ("In the organisation’s own words" in heading) is invented.organisation


def test_comments_are_printed_only_where_they_are_released(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    none = make(questionnaire, AR, result=replace(result, comments=()))
    assert not any(one["kind"] == "quotes" for sheet in pack_data(none)["sheets"] for one in sheet["blocks"])
    told = replace(result, comments=(Comments("integrity", Side.PARTNER, (WORDS,)),))
    pdf = make_pack(make(questionnaire, AR, result=told, chosen=frozenset({"integrity"})))
    assert plain(WORDS) in text_of(pdf)


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
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
    assert count >= 5
    for number in range(1, count + 1):
        assert plain("Demonstration data") in text_of(pdf, "-f", str(number), "-l", str(number))


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

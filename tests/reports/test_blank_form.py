"""The blank form: everything that is asked, in the form's order, readable on paper, on a screen and aloud."""

import io
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from surveyapp.catalogue.files import read_questionnaire
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy
from surveyapp.core.form.pages import Field, Page, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language, Text, printed_in
from surveyapp.core.text.typed_codes import grouped, write_code
from surveyapp.reports import typst
from surveyapp.reports.paper.blank_form import TEMPLATE, form_data, make_blank_form
from surveyapp.reports.paper.codes import item_codes
from surveyapp.reports.paper.content import BlankForm, OwnWay
from surveyapp.settings import Keeping
from surveyapp.words import demonstration
from surveyapp.words.catalogue import say
from surveyapp.words.notice import notice
from tests.catalogue.samples import SMALL
from tests.core.building import review
from tests.languages import AR, BOTH, text
from tests.reports.reading import Spoken, read_aloud, shows_dots
from tests.sampling import sampled

LINK = "https://review.example.org/r/0123456789abcdefghjkmnpqrstvwxyz"
CODE = write_code(9_876_543_210)
OWN = OwnWay(LINK, CODE)
LONG = Text(
    {
        "ar": "الاتحاد الدولي لجمعيات الصليب الأحمر والهلال الأحمر – المكتب الإقليمي للشرق الأوسط وشمال أفريقيا",
        "en": "International Federation of Red Cross and Red Crescent Societies – Middle East and North Africa "
        + "x" * 60,
    }
)
KEEPING = Keeping(*(timedelta(days=days) for days in (180, 30, 730)))
SHEETS = {"ar": 4, "en": 5, "both": 6}
"""Sheets of paper that a form may take, printed on both faces."""
SMALLEST, STATEMENT = 9, 11  # points
A4 = (595, 842)
EVERY_FORM = sampled({"language": ["both", *BOTH], "side": [Side.PARTNER, Side.PRCS]}, together=1)
OTHERS: Mapping[str, Mapping[str, object]] = {
    "standard": {},
    "protected, before opening": {"policy": Policy.PROTECTED, "invited": None},
    "organisation": {"answering": AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)},
}
"""Kinds of reviews, of which each is told otherwise."""

Print = Callable[..., bytes]


def form(questionnaire: Questionnaire, side: Side = Side.PARTNER, language: str = "both", **more: object) -> BlankForm:
    of = {name: more.pop(name) for name in ("name", "is_demonstration", "policy", "answering") if name in more}
    found = review()
    partner = replace(found.partner, name=of.pop("name", found.partner.name))
    partner = replace(partner, is_demonstration=bool(of.pop("is_demonstration", False)))
    return BlankForm(
        questionnaire,
        replace(found, partner=partner, **of),
        side,
        printed_in(language, BOTH),
        KEEPING,
        **{"invited": {Side.PRCS: 6, Side.PARTNER: 5}, **more},
    )


def letters(text: str) -> str:
    """Return the letters and digits of ``text``, whatever its marks, spaces and direction."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())


def text_of_pages(pdf: bytes, folder: Path) -> list[str]:
    file = folder / "form.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return told.split("\f")[:-1]


def asked(questionnaire: Questionnaire, side: Side) -> list[tuple[Page, Field]]:
    return [(page, one) for page in form_pages(questionnaire, side) for one in page.fields if one.kind != "share"]


@pytest.fixture(scope="module")
def printed(questionnaire: Questionnaire) -> Print:
    """Return a function that makes a form of a side in a language, of a kind of review, once."""

    @cache
    def printed(side: Side, language: str, kind: str = "standard") -> bytes:
        return make_blank_form(form(questionnaire, side, language, **OTHERS[kind]))

    return printed


@pytest.fixture(scope="module")
def heard() -> Callable[[bytes], list[Spoken]]:
    """Return what reads a form aloud, once."""
    return cache(read_aloud)


@pytest.mark.slow
@EVERY_FORM
@pytest.mark.alike(1)
def test_every_form_is_accessible_and_the_same_each_time(
    questionnaire: Questionnaire,
    printed: Print,
    caplog: pytest.LogCaptureFixture,
    side: Side,
    language: str,
) -> None:
    one, pdf = form(questionnaire, side, language), printed(side, language)
    assert make_blank_form(one) == pdf
    assert caplog.messages == []  # Typst warns of nothing
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == one.languages[0].code
        assert str(document.docinfo["/Title"]) == questionnaire.title.in_(one.languages[0])
        assert b"pdfuaid" in root.Metadata.read_bytes()
        fonts = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
        assert {str(font.FontName).partition("+")[2] for font in fonts} == {"Vazirmatn-Regular", "Vazirmatn-Bold"}
        assert all("/FontFile2" in font for font in fonts)
        assert {tuple(round(float(side)) for side in page.MediaBox) for page in document.pages} == {(0, 0, *A4)}
        assert len(document.pages) <= 2 * SHEETS[language]


@pytest.mark.slow
@EVERY_FORM
def test_everything_asked_is_read_aloud_in_order_and_large(
    questionnaire: Questionnaire, printed: Print, heard: Callable[[bytes], list[Spoken]], side: Side, language: str
) -> None:
    """By its tags: each code, then its question in each language."""
    spoken = heard(printed(side, language))
    assert min(piece.size for piece in spoken if piece.size) >= SMALLEST
    ahead = iter(spoken)
    codes = item_codes(questionnaire, side)
    for page, field in asked(questionnaire, side):
        assert any(piece.text == codes[page.id, field.name] for piece in ahead), field.name
        for one in printed_in(language, BOTH):
            wanted = Counter(letters(field.label.in_(one)))
            found = next((piece for piece in ahead if Counter(letters(piece.text)) == wanted), None)
            assert found, (field.name, one)
            assert found.size >= STATEMENT


@pytest.mark.parametrize(("side", "language"), [(Side.PRCS, "ar"), (Side.PARTNER, "en")])
def test_what_is_copied_reads_as_it_was_written_and_no_question_is_split(
    questionnaire: Questionnaire, printed: Print, tmp_path: Path, side: Side, language: str
) -> None:
    pages = [letters(page) for page in text_of_pages(printed(side, language), tmp_path)]
    at = 0
    for _, field in asked(questionnaire, side):
        words = letters(field.label.in_(Language(language)))
        at = next((at + n for n, page in enumerate(pages[at:]) if words in page), len(pages))
        assert at < len(pages), field.label


@sampled({"language": ["both", *BOTH], "side": [Side.PARTNER, Side.PRCS]}, together=1)
@pytest.mark.alike(1)
def test_long_names_stay_on_the_page(
    questionnaire: Questionnaire, tmp_path: Path, caplog: pytest.LogCaptureFixture, side: Side, language: str
) -> None:
    file = tmp_path / "form.pdf"
    long = form(questionnaire, side, language, name=LONG, is_demonstration=True, ways=(OWN,))
    file.write_bytes(make_blank_form(long))
    assert caplog.messages == []
    told = subprocess.run(["pdftotext", "-bbox", str(file), "-"], check=True, capture_output=True, text=True).stdout
    lefts = [float(left) for left in re.findall(r'xMin="([\d.]+)"', told)]
    rights = [float(right) for right in re.findall(r'xMax="([\d.]+)"', told)]
    margin = 10 / 25.4 * 72 - 1
    assert len(lefts) > 500
    assert (min(lefts) >= margin, max(rights) <= 595.28 - margin) == (True, True)


def test_a_link_is_printed_as_words_as_a_code_and_as_dots(questionnaire: Questionnaire, tmp_path: Path) -> None:
    pdf = make_blank_form(form(questionnaire, language="en", ways=(OWN,)))
    first, *_, last = text_of_pages(pdf, tmp_path)
    assert LINK in first
    assert grouped(CODE) in first
    assert f"· Partner organisation · {grouped(CODE)[:4]}\n" in without_controls(last)
    assert shows_dots(pdf, tmp_path, LINK, right=196, size=26)
    assert not shows_dots(pdf, tmp_path, LINK + "x", right=196, size=26)


def test_without_a_link_there_is_room_for_a_code(printed: Print, tmp_path: Path) -> None:
    first, *_ = text_of_pages(printed(Side.PARTNER, "en"), tmp_path)
    assert "Code of this form (filled in by staff)" in first
    assert "/r/" not in first


def test_invented_people_are_marked(questionnaire: Questionnaire, printed: Print, tmp_path: Path) -> None:
    invented = make_blank_form(form(questionnaire, Side.PRCS, "ar", is_demonstration=True))
    for pdf, is_demonstration in ((invented, True), (printed(Side.PRCS, "ar"), False)):
        first, *_ = text_of_pages(pdf, tmp_path)
        assert (letters(say(demonstration.DATA, AR)) in letters(first)) is is_demonstration


@pytest.mark.slow
@sampled({"language": ["both", *BOTH], "kind": OTHERS}, together=1)
@pytest.mark.alike(1)
def test_the_notice_is_printed_whole_before_the_first_question(
    questionnaire: Questionnaire, printed: Print, heard: Callable[[bytes], list[Spoken]], kind: str, language: str
) -> None:
    one = form(questionnaire, language=language, **OTHERS[kind])
    ahead = iter([Counter(letters(piece.text)) for piece in heard(printed(Side.PARTNER, language, kind))])
    for groups in zip(*(notice(one.told, each) for each in one.languages), strict=True):
        for group in groups:
            for sentence in (group.heading, *group.sentences):
                assert Counter(letters(sentence)) in ahead, sentence
    assert Counter(letters(say("How to fill in this form", one.languages[0]))) in ahead


def test_the_paper_of_an_organisation_asks_nothing_of_a_person(printed: Print, tmp_path: Path) -> None:
    kinds = {"people": "standard", "agreed": "organisation"}
    told = {way: text_of_pages(printed(Side.PARTNER, "en", kind), tmp_path) for way, kind in kinds.items()}
    words = {way: " ".join(" ".join(pages).split()) for way, pages in told.items()}
    for said in ("About your work", "Do not write your name", "without a name", "own experience"):
        assert (said in words["people"], said in words["agreed"]) == (True, False), said
    assert "as our organisation’s" in words["agreed"]


def test_a_small_questionnaire_with_other_scales_prints_too() -> None:
    small = read_questionnaire(SMALL.encode(), name="small.yaml")
    one = form(small, language="both")
    _, warnings = typst.compile_pdf(TEMPLATE, form_data(one), standards=[typst.ACCESSIBLE])
    assert warnings == []


def test_a_letter_that_no_font_has_is_named_at_the_foot_of_its_pages(
    questionnaire: Questionnaire, tmp_path: Path
) -> None:
    pdf = make_blank_form(form(questionnaire, language="en", name=text(ar="شريك 🙂𓀀", en="Partner 🙂𓀀")))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert b"pdfuaid" in document.Root.Metadata.read_bytes()
    said = "".join(spoken.text for spoken in read_aloud(pdf))
    assert "🙂" in said
    assert "U+13000" in said
    assert "U+13000 EGYPTIAN HIEROGLYPH A001" in text_of_pages(pdf, tmp_path)[0]

"""Every print is PDF/UA-1 as far as a machine tells it; and what tells it does notice."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import pikepdf
import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Comments
from surveyapp.core.sides import Side
from surveyapp.reports.chart_file import make_chart_pdf
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.making import make_pack
from surveyapp.reports.paper.blank_form import make_blank_form
from surveyapp.reports.paper.letters import make_letters
from tests.invented import PROTECTED, STANDARD, THREE_A_SIDE
from tests.languages import AR, EN
from tests.reports.matterhorn import faults_of, languages_of
from tests.reports.packs import make
from tests.reports.test_blank_form import form
from tests.reports.test_chart_file import chart_of
from tests.reports.test_letters import LEILA, OLA, letters

BOTH = frozenset({"ar", "en"})
SHEETS = frozenset({"cover", "summary", "priorities", "integrity", "comments", "plan", "participation", "how", "annex"})
SCRIPTS = ("Ελληνικά, комментарий, 中文评论, 한국어 👍🏽", "הערה בעברית", "𓀀", "س" * 90)


def _pack(questionnaire: Questionnaire) -> bytes:
    told = tuple(Comments("integrity", side, SCRIPTS) for side in Side)
    result = replace(STANDARD.result(questionnaire), comments=told)
    return make_pack(make(questionnaire, AR, EN, result=result, chosen=SHEETS, size=Size.EVERYTHING))


def _of_few(questionnaire: Questionnaire) -> bytes:
    return make_pack(make(questionnaire, EN, invented=THREE_A_SIDE))


def _handout(questionnaire: Questionnaire) -> bytes:
    return make_pack(make(questionnaire, EN, AR, invented=PROTECTED, size=Size.HANDOUT))


PRINTS: Mapping[str, tuple[Callable[[Questionnaire], bytes], frozenset[str]]] = {
    "pack": (_pack, BOTH),
    "pack of few people": (_of_few, frozenset({"en"})),
    "handout": (_handout, BOTH),
    "chart in Arabic": (lambda asked: make_chart_pdf(chart_of(asked, AR)), frozenset({"ar"})),
    "chart in English": (lambda asked: make_chart_pdf(chart_of(asked, EN)), frozenset({"en"})),
    "letters": (lambda _: make_letters(letters(LEILA, OLA)), BOTH),
    "form": (lambda asked: make_blank_form(form(asked)), BOTH),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", PRINTS)
@pytest.mark.alike(3)
def test_every_print_is_as_the_standard_has_it(questionnaire: Questionnaire, kind: str) -> None:
    printed, languages = PRINTS[kind]
    pdf = printed(questionnaire)
    assert faults_of(pdf) == []
    assert languages_of(pdf) == languages


def _first(document: pikepdf.Pdf, role: str) -> pikepdf.Object:
    """Return the first element of a role."""
    found = (one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{role}")
    return next(found)


def _painted(document: pikepdf.Pdf) -> None:
    document.pages[0].contents_add(b"0 0 m 9 9 l S")


def _unknown(document: pikepdf.Pdf) -> None:
    document.pages[0].contents_add(b"/P << /MCID 999 >> BDC EMC")


def _silent(document: pikepdf.Pdf) -> None:
    fonts = (one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one)
    next(fonts).ToUnicode.write(b"<0001> <FEFF>\n")


BROKEN: Mapping[str, Callable[[pikepdf.Pdf], object]] = {
    "06, 09": lambda pdf: pdf.Root.MarkInfo.__delitem__("/Marked"),
    "06-002": lambda pdf: pdf.Root.Metadata.write(b"<dc:title>A title</dc:title>"),
    "07-001": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "11-006": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "01-003: S": _painted,
    "01-003: 999": _unknown,
    "02-001": lambda pdf: _first(pdf, "Document").__setattr__("S", pikepdf.Name("/Novel")),
    "09-004": lambda pdf: _first(pdf, "TR").__setattr__("S", pikepdf.Name("/P")),
    "13-004": lambda pdf: _first(pdf, "Figure").__delitem__("/Alt"),
    "14-003": lambda pdf: _first(pdf, "H1").__setattr__("S", pikepdf.Name("/P")),
    "15-003: rows": lambda pdf: _first(pdf, "TR").K.pop(),
    "15-003: a table": lambda pdf: _first(pdf, "TH").__delitem__("/A"),
    "28-002": lambda pdf: _first(pdf, "Link").__setattr__("S", pikepdf.Name("/Span")),
    "28-008": lambda pdf: pdf.pages[0].__delitem__("/Tabs"),
    "28-012": lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Contents"),
    "31-027": _silent,
}


@pytest.fixture(scope="module")
def small(questionnaire: Questionnaire) -> bytes:
    return make_pack(make(questionnaire, EN, chosen=frozenset({"cover", "integrity"})))


@pytest.mark.parametrize("number", BROKEN)
def test_what_is_broken_is_noticed_by_its_number(small: bytes, number: str) -> None:
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(small)) as document:
        BROKEN[number](document)
        document.save(broken)
    found = faults_of(broken.getvalue())
    assert any(one.startswith(number) for one in found), found

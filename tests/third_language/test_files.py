"""No file, chart or mail has a word of another language, but where all languages stand beside each other and say so."""

import csv
import io
import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise

import pptx
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from openpyxl import load_workbook
from pptx.oxml.ns import qn

from surveyapp.catalogue.xlsform_files import write_xlsform
from surveyapp.core.conduct.actions import Action, Agreement, Meeting, Promise, SignOff
from surveyapp.core.conduct.mail import Addressee, Mail, MailKind
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.typed_codes import Secret, write_code
from surveyapp.mail.compose import Office, compose
from surveyapp.mail.wording import WORDINGS
from surveyapp.reports.pack.making import SHEETS
from surveyapp.reports.paper.letters import letters_data, load_letters
from surveyapp.store.engine import new_session
from tests.third_language.house import House
from tests.third_language.inventing import CODE, MIRRORED, named, questionnaire_in, said
from tests.third_language.reading import strangers

MET = "/staff/reviews/1"
"""A review with results, a meeting, agreements and promises."""


ONLY = "&only=".join((*SHEETS, "integrity"))
"""Every kind of sheet, and one of the thirteen topics."""


def words_in(data: object) -> Iterator[str]:
    """Yield every text of a letter's data but what names a thing for the printer."""
    if isinstance(data, dict):
        data = [one for key, one in data.items() if key not in {"code", "direction"}]
    if isinstance(data, list):
        for one in data:
            yield from words_in(one)
    elif isinstance(data, str):
        yield data


def get(house: House, path: str) -> bytes:
    response = house.client.get(path)
    assert response.status_code == 200, path
    return response.data


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        f"{MET}/charts/overview",
        f"{MET}/charts/priorities",
        f"{MET}/charts/integrity",
        "/staff/reviews/7/charts/overview",
        "/staff/reviews/5/charts/rounds",
        "/staff/rounds/demo-2025/charts/partners-joint",
        *(
            pytest.param(path, marks=pytest.mark.thorough)
            for path in (
                "/staff/reviews/6/charts/integrity",
                "/staff/reviews/5/charts/rounds-integrity",
                *(f"/staff/rounds/demo-2025/charts/partners-{of}" for of in ("prcs", "partner", "whole")),
            )
        ),
    ],
)
@pytest.mark.alike(2)
def test_every_chart_is_in_the_readers_language(house: House, path: str) -> None:
    """As files; on the pages of ``test_pages`` all of them are read."""
    made = subprocess.run(["pdftotext", "-", "-"], input=get(house, f"{path}.pdf"), capture_output=True, check=True)
    drawn = etree.fromstring(get(house, f"{path}.svg"))
    words = [*made.stdout.decode().splitlines(), *drawn.itertext("{*}title", "{*}desc")]
    assert len(words) > 20
    assert [leak for text in words for leak in strangers(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [f"{MET}/pack.pdf?only={ONLY}", "/staff/reviews/2/pack.pdf?only=summary"]
    + [f"/staff/reviews/9/forms/{side}-{CODE}.pdf" for side in Side],
)
@pytest.mark.alike(2)
def test_what_is_printed_is_in_the_readers_language(house: House, path: str) -> None:
    made = subprocess.run(["pdftotext", "-", "-"], input=get(house, path), capture_output=True, check=True)
    text = made.stdout.decode()
    assert len(text.split()) > 50
    assert strangers(text) == []


@pytest.mark.slow
@pytest.mark.wide
def test_slides_are_in_the_readers_language(house: House) -> None:
    slides = pptx.Presentation(io.BytesIO(get(house, f"{MET}/slides.pptx?lang={CODE}"))).slides
    told = [
        one.text or ""
        for slide in slides
        for part in (slide, slide.notes_slide)
        for one in part.element.iter(qn("a:t"))
    ]
    assert len(told) > 200
    assert [leak for text in told for leak in strangers(text)] == []


@pytest.mark.slow
def test_a_letter_begins_with_its_readers_language_and_repeats_it_in_the_others(house: House) -> None:
    to = [(None, Secret("0" * 32, write_code(1)))] * 3
    with new_session(house.engine) as session:
        letters = load_letters(
            session,
            9,
            side=Side.PARTNER,
            addressed=to,
            settings=house.settings,
            written_on=date(2026, 12, 1),
            is_reissued=True,
        )
    made = letters_data(letters)["letters"]
    assert len(made) == 3
    for one in made:
        first, *others = one["parts"]
        assert [first["code"], *(part["code"] for part in others)] == [CODE, "ar", "en"]
        assert strangers(json.dumps(list(words_in(first)), ensure_ascii=False)) == []


def held() -> Meeting:
    """Return a meeting that agreed on everything that there is a word for."""
    due = date(2030, 12, 31)
    made = Promise("integrity", said("A channel."), said("Layla"), said("Kari"), due, said("Minutes"))
    return Meeting(
        follow_up_on=due,
        agreements={"integrity": Agreement("integrity", {"prcs": 3.5, "partner": None}, said("In words."))},
        actions=(Action(1, made),),
        signed_off=SignOff(said("Layla"), said("Kari"), due),
    )


@pytest.mark.parametrize("kind", WORDINGS)
def test_a_mail_begins_with_its_readers_language_and_marks_the_others(kind: MailKind) -> None:
    spoken = tuple(map(Language, (CODE, "ar", "en")))
    office = Office("reviews@example.org", "help@example.org", "https://reviews.example.org", spoken)
    about = {"partner": named("Example Company"), "round": named("Review 2026"), "closes_on": date(2030, 12, 31)}
    about |= {"listed": (5, 2), "entry": (12, "0" * 64), "statements": 65, "is_sample": kind is MailKind.SAMPLE}
    kind = MailKind.INVITATION if kind is MailKind.SAMPLE else kind  # a sample is written as what it is one of
    if kind is MailKind.AGREED:
        about |= {"meeting": held(), "questionnaire": questionnaire_in(CODE)}
    to = Addressee(said("Layla"), "layla@example.org", Language(CODE))
    now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    message = compose(Mail(message_id="0" * 32, kind=kind, to=to, queued_at=now, link="/r/abc", **about), office)
    page = BeautifulSoup(message.get_body(("html",)).get_content(), "lxml")
    parts = page.body.find_all("div", lang=True)
    assert [part["lang"] for part in parts] == [*spoken]
    plain = message.get_body(("plain",)).get_content().split("* * *")[0]
    for text in (str(message["Subject"]), str(message["From"]), parts[0].get_text(" "), page.title.get_text(), plain):
        assert strangers(text.replace(f"flask doctor --head 12:{'0' * 64}", "")) == []  # a command, and no words


@pytest.mark.slow
@pytest.mark.wide
def test_an_export_has_columns_in_every_language_and_the_rest_in_the_readers(house: House) -> None:
    fields = {
        "csrf_token": BeautifulSoup(house.client.get(f"{MET}/results").text, "lxml").find(attrs={"name": "csrf_token"})[
            "value"
        ]
    }
    table, book, document = (
        house.client.post(f"{MET}/export.{kind}", data=fields).data for kind in ("csv", "xlsx", "json")
    )
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig").partition("\n")[2])))
    columns = {row["column"] for row in rows}
    assert {
        f"{column}_{code}"
        for column in ("title", "text", "named", "reading", "question")
        for code in (CODE, "ar", "en")
    } <= columns
    assert [leak for row in rows if row["column"].endswith(f"_{CODE}") for leak in strangers(row["value"])] == []
    sheets = load_workbook(io.BytesIO(book))
    assert [leak for sheet in sheets for leak in strangers(sheet.title)] == []
    explained = [
        (text, code)
        for row in sheets.worksheets[-1].iter_rows(values_only=True)
        for text, code in zip(row[-2:], (CODE, MIRRORED), strict=True)
    ]
    assert [leak for text, code in explained for leak in strangers(str(text), code)] == []
    assert CODE in json.loads(document)["sections"][0]["title"]


@pytest.mark.parametrize("side", Side)
def test_a_form_for_kobo_asks_in_every_language(side: Side) -> None:
    book = load_workbook(io.BytesIO(write_xlsform(questionnaire_in(CODE), side)))
    for name in ("survey", "choices"):
        head, *rows = book[name].iter_rows(values_only=True)
        spoken = [number for number, title in enumerate(head) if title and title.endswith(f"({CODE})")]
        assert spoken
        assert [leak for row in rows for number in spoken for leak in strangers(str(row[number] or ""))] == []


@pytest.mark.parametrize(
    "path", ["/staff/partners/import/empty.csv", "/staff/reviews/9/invitations/partner/list/empty.csv"]
)
def test_an_empty_list_has_headings_in_the_readers_language_and_takes_them_back(house: House, path: str) -> None:
    headings = get(house, path).decode("utf-8-sig").splitlines()[0].split(",")
    assert len(headings) > 3
    assert [leak for one in headings for leak in strangers(one)] == []


@pytest.mark.slow
def test_long_words_of_the_pack_do_not_run_into_their_neighbours(house: House) -> None:
    pdf = get(house, f"{MET}/pack.pdf?only=plan&only=priorities&only=participation")
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    read = BeautifulSoup(told, "lxml")
    assert len(read.find_all("word")) > 150
    for sheet in read.find_all("page"):
        boxes = [[float(word[edge]) for edge in ("xmin", "xmax", "ymin", "ymax")] for word in sheet.find_all("word")]
        lined = sorted(boxes, key=lambda box: (box[2], box[0]))
        met = [(a, b) for a, b in pairwise(lined) if a[2] == b[2] and a[1] > b[0] + 1]
        assert met == []

"""Printed letters: one sheet each, the person's language first, with the link as words, as a code and as dots."""

import io
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from surveyapp.core.conduct.own_words import OwnWords
from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.typed_codes import grouped, write_code
from surveyapp.reports import typst
from surveyapp.reports.paper.letters import TEMPLATE, Letter, Letters, letters_data, make_letters
from surveyapp.sender.identity import Sender
from surveyapp.sender.pictures import Picture
from tests.core.building import review
from tests.hostile import HOSTILE, PLAIN
from tests.languages import AR, BOTH, EN, text
from tests.reports.reading import read_aloud, shows_dots
from tests.sender.test_sender import png

LINK = "https://review.example.org/r/0123456789abcdefghjkmnpqrstvwxyz"
LONG = text(ar="الاتحاد الدولي لجمعيات الصليب الأحمر " * 5, en="International Federation of Red Cross Societies " * 4)
LEILA, OLA = Letter("ليلى حسن", AR, LINK, write_code(7)), Letter("Ola Nordmann", EN, f"{LINK[:-1]}0", write_code(8))
EARLIER = LINK.rpartition("/")[2]
NOBODY = Letter("", AR, LINK, EARLIER)


def letters(
    *of: Letter,
    name: Text | None = None,
    is_demonstration: bool = False,
    languages: tuple[Language, ...] = BOTH,
    **more: object,
) -> Letters:
    found = review()
    partner = replace(found.partner, name=name or found.partner.name, is_demonstration=is_demonstration)
    of_review = replace(found, partner=partner, **more)
    return Letters(of_review, Side.PARTNER, languages, "review.example.org", "ask@example.org", of, 65)


def words(pdf: bytes, folder: Path) -> list[str]:
    """Return the words of each page."""
    (folder / "letters.pdf").write_bytes(pdf)
    told = subprocess.run(["pdftotext", "letters.pdf", "-"], cwd=folder, check=True, capture_output=True, text=True)
    return [" ".join(without_controls(page).split()) for page in told.stdout.split("\f")[:-1]]


def test_each_letter_is_one_sheet_in_both_languages(tmp_path: Path) -> None:
    pages = words(make_letters(letters(LEILA, OLA, NOBODY)), tmp_path)
    assert len(pages) == 3
    for page, one in zip(pages, (LEILA, OLA, NOBODY), strict=True):
        assert grouped(one.code) in page
        assert one.link in page.replace(" ", "")
        titles = [page.index(said) for said in ("Invitation to the partnership", "دعوة إلى استعراض")]
        assert (titles[0] < titles[1]) == (one.language == EN)
    assert ("Dear Ola Nordmann," in pages[1], "Dear colleague," in pages[2]) == (True, True)
    assert [word for word in ("Ola", "ask@example.org") if word not in pages[1]] == []
    assert "Ola" not in pages[0] + pages[2]


def test_a_phone_finds_the_form(tmp_path: Path) -> None:
    pdf = make_letters(letters(LEILA, OLA))
    assert shows_dots(pdf, tmp_path, f"{LEILA.link}?lang=ar", right=65, size=40)
    assert shows_dots(pdf, tmp_path, f"{OLA.link}?lang=en", right=185, size=40, page=2)
    assert not shows_dots(pdf, tmp_path, f"{LEILA.link}?lang=en", right=185, size=40, page=2)


def test_the_longest_letter_keeps_to_its_sheet_and_nothing_is_small() -> None:
    long = letters(replace(LEILA, name="ن" * 200), name=LONG, is_demonstration=True)
    assert typst.compile_pdf(TEMPLATE, letters_data(long), standards=[typst.ACCESSIBLE])[1] == []
    pdf = make_letters(long)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        assert b"pdfuaid" in document.Root.Metadata.read_bytes()
    assert min(piece.size for piece in read_aloud(pdf) if piece.size) >= 10
    assert make_letters(long) == pdf


def test_a_letter_is_written_in_the_languages_that_are_offered_and_no_other(tmp_path: Path) -> None:
    for one in (OLA, LEILA):
        (page,) = words(make_letters(letters(one, languages=(EN,))), tmp_path)
        assert page.count("Invitation to the partnership review") == 1
        assert "دعوة" not in page


@pytest.mark.parametrize(
    ("way", "said"), [(Answering.INDIVIDUAL, "individual"), (Answering.ORGANISATION, "attributed")]
)
def test_who_is_shown_what_follows_from_the_way_of_answering(tmp_path: Path, way: Answering, said: str) -> None:
    page = words(make_letters(letters(OLA, answering=AnsweringBySide(Answering.INDIVIDUAL, way))), tmp_path)[0]
    told = {"individual": "This link is for you only", "attributed": "This link is for your organisation"}
    sentences = {name: sentence in page for name, sentence in told.items()}
    assert sentences == {"individual": said == "individual", "attributed": said == "attributed"}


def test_nothing_that_hides_is_printed() -> None:
    """Not of names, and not of anything else among the data, whoever made it."""
    hostile, plain = (
        make_letters(letters(replace(OLA, name=name), name=text(ar=f"ش {name}", en=name))) for name in (HOSTILE, PLAIN)
    )
    assert hostile == plain
    dirty, clean = (letters_data(letters(replace(OLA, name="Ola"))) for _ in range(2))
    dirty["letters"][0]["parts"][0]["title"], clean["letters"][0]["parts"][0]["title"] = HOSTILE, PLAIN
    assert typst.make_pdf(TEMPLATE, dirty) == typst.make_pdf(TEMPLATE, clean)


SIGN = Picture(
    "svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'
)
SENDER = Sender(
    text(ar="جمعية الهلال الأحمر", en="The Society"),
    text(ar="دائرة الشراكات", en="Partnerships"),
    text(ar="وتفضلوا بقبول الاحترام،", en="With kind regards,"),
    SIGN,
)
OWN = OwnWords(text(ar="رأيكم", en="Your view of our work"), text(ar="كلمة لنا.", en="A word of ours: <b>100 %</b>."))


@pytest.mark.parametrize("head", [{}, {"letterhead": SIGN}, {"logo": Picture("png", png(90, 30))}], ids=str)
def test_a_letter_says_who_writes_when_and_what_for_and_keeps_to_its_sheet(
    tmp_path: Path, head: dict[str, Picture]
) -> None:
    signed = replace(letters(OLA), sender=replace(SENDER, **head), own=OWN, written_on=date(2026, 12, 1))
    (page,) = words(make_letters(signed), tmp_path)
    told = ["1 December 2026", "Your view of our work", "With kind regards, The Society Partnerships", "رأيكم"]
    told += ["31 December 2030", "about 15 minutes", "ask@example.org", "A word of ours: <b>100 %</b>."]
    assert [said for said in told if said not in page] == []
    assert "Invitation to the partnership review" not in page
    assert typst.compile_pdf(TEMPLATE, letters_data(signed), standards=[typst.ACCESSIBLE])[1] == []

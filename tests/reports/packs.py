"""Packs to look at, and what a program takes out of them."""

import subprocess
import unicodedata
from dataclasses import replace
from datetime import date

from surveyapp.core.conduct.actions import Meeting, Promise
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet
from surveyapp.core.text.languages import Language
from surveyapp.reports.pack.content import MeetingPack, Size
from surveyapp.reports.pack.making import pack_data
from surveyapp.store.earlier import Earlier
from tests.invented import STANDARD, Invented, leaning
from tests.programs import require_program

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


def kinds(pack: MeetingPack) -> list[str]:
    return [sheet["kind"] for sheet in pack_data(pack)["sheets"]]


def blocks_of(pack: MeetingPack, kind: str) -> list[dict]:
    """Return the blocks of the first sheet of a kind."""
    return next(sheet["blocks"] for sheet in pack_data(pack)["sheets"] if sheet["kind"] == kind)


def facets_of(pack: MeetingPack) -> list[dict]:
    """Return what is said of each facet of a pack's first topic."""
    return [one for one in blocks_of(pack, "principle") if one["kind"] == "facet"]


def the(blocks: list[dict], kind: str) -> dict:
    """Return the one block of a kind."""
    (found,) = [one for one in blocks if one["kind"] == kind]
    return found


def told_apart(questionnaire: Questionnaire) -> ReviewResult:
    """Return a result with a clear gap on what the partner does for integrity, and nothing else apart."""
    views = {("integrity", Facet.PARTNER): (2, 5)}
    return Invented(8, 8).result(questionnaire, sheets=leaning(questionnaire, views))


def text_of(pdf: bytes, *options: str) -> str:
    """Return the letters that a program takes out of ``pdf``."""
    return plain(taken_out(pdf, *options))


def taken_out(pdf: bytes, *options: str) -> str:
    """Return what a program takes out of ``pdf``, as it is."""
    require_program("pdftotext", package="poppler-utils")
    run = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def pages_of(pdf: bytes, *options: str) -> list[str]:
    """Return the text that a program takes out of each page."""
    return taken_out(pdf, *options).split("")[:-1]


def spelled(text: str) -> str:
    """Return letters, their vowel signs and digits in their order, and nothing else made alike."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum() or unicodedata.combining(c))


def plain(text: str) -> str:
    """Return letters and digits alone, as they are read: no vowel signs, no presentation forms, no spaces."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())

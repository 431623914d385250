"""The short code of every question on paper, such as ``3.2a``, by which a form is filled in, keyed and talked about."""

from collections.abc import Iterator, Mapping

from surveyapp.core.form.pages import CLOSING, Page, RatingField, ShareField, form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.sides import About, Side, read_prompt_key

VOICES = {About.SELF: "a", About.OTHER: "b", About.JOINT: "c"}
PROFILE_LETTER, CLOSING_LETTER = "P", "C"

Codes = Mapping[tuple[str, str], str]
"""Page id and field name → code."""


def item_codes(questionnaire: Questionnaire, side: Side) -> dict[tuple[str, str], str]:
    """Return the code of every field on the form of ``side``, in the paper's order.

    A rating is called by its section's number, its statement's number there and a letter for its voice: ``a`` about
    us, ``b`` about the other side, ``c`` about the joint work. A tick has the code of the words above it.
    """
    numbers = {section.id: number for number, section in enumerate(questionnaire.sections, 1)}
    codes: dict[tuple[str, str], str] = {}
    for page in form_pages(questionnaire, side):
        found = _of_section(page.section, page, numbers) if page.section else _of_page(page)
        codes |= {(page.id, name): code for name, code in found}
    return codes


def _of_section(section: Section, page: Page, numbers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    places = {statement.id: place for place, statement in enumerate(section.statements, 1)}
    for field in page.fields:
        code = f"{numbers[section.id]}.{len(places) + 1}"
        if isinstance(field, RatingField):
            key = read_prompt_key(field.name)
            code = f"{numbers[section.id]}.{places[key.statement]}{VOICES[key.about]}"
        yield field.name, code


def _of_page(page: Page) -> Iterator[tuple[str, str]]:
    letter = CLOSING_LETTER if page.id == CLOSING else PROFILE_LETTER
    number = 0
    for field in page.fields:
        number += not isinstance(field, ShareField)
        yield field.name, f"{letter}{number}"

"""Every text of a questionnaire file is shown to somebody: whoever changes one sees it changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from surveyapp.catalogue.writing import is_text, to_document
from surveyapp.catalogue.xlsform import form_sheets
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Gap, Reading
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language, Text
from surveyapp.reports.pack.content import Size
from surveyapp.reports.pack.making import load_pack, pack_data
from surveyapp.store.engine import new_session
from surveyapp.words.naming import Names
from surveyapp.words.openings import openings
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.invented import PARTNER
from tests.languages import AR, BOTH
from tests.pages import ReadingClient
from tests.questionnaires.conftest import INVENTED
from tests.questionnaires.held import Held
from tests.web.filling import answer_whole_form

FORM_TITLE = "sides.partner.full_name"
"""Stands in the title of the form that Kobo and ODK take, which has one language, the file's first."""


def texts_of(found: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every text of a file with the keys and ids that lead to it."""
    if is_text(found):
        yield ".".join(path), found
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from texts_of(value, (*path, str(key)))
    elif isinstance(found, list):
        for value in found:
            name = (value.get("id") or value.get("key")) if isinstance(value, dict) else ""
            yield from texts_of(value, (*path, str(name)))


def shown_by(site: Held, second: Questionnaire, language: Language) -> str:
    """Return what people read who answer, meet, or run reviews by the questionnaire."""
    addresses = [
        "/staff/partners/1/edit",
        "/staff/reviews/3/results",
        "/staff/reviews/3/results/priorities",
        "/staff/reviews/3/results/cuts",
    ]
    for side, path in site.open_links.items():
        addresses += [path, *(f"{path}/{page.id}" for page in form_pages(second, side)), f"{path}/check"]
    pages = [site.coordinator.get(f"{one}?lang={language}", follow_redirects=True).text for one in addresses]
    with new_session(site.engine) as session:
        asked = {"languages": (language,), "size": Size.EVERYTHING}
        pack = pack_data(load_pack(session, 3, today=date(2026, 8, 1), may_see=lambda _: True, **asked))
    sheets = [form_sheets(second, side, reference=site.version) for side in Side]
    return without_controls("\n".join([*pages, str(pack), str(sheets)])).replace("&#39;", "'")


def told_by_openings(second: Questionnaire, language: Language) -> set[str]:
    """Return what opens the talk, reading by reading."""
    names, section = Names(second, PARTNER, language), INVENTED.result(second).sections[1]
    found = set()
    for reading in Reading:
        gap = Gap() if reading is Reading.TOO_FEW else section.facets[Facet.JOINT].gap
        facets = {facet: replace(one, reading=reading, gap=gap) for facet, one in section.facets.items()}
        flagged = {facet: replace(one, unseen=(Side.PRCS,)) for facet, one in facets.items()}
        for shown in (facets, flagged):
            found |= {one.prompt for one in openings(names, replace(section, facets=shown))}
    return found


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.alike(1)
def test_every_text_is_shown_somewhere(site: Held, second: Questionnaire, language: Language) -> None:
    shown, opened = shown_by(site, second, language), told_by_openings(second, language)
    nowhere = []
    for path, found in texts_of(to_document(second, source_language=AR)):
        ways = [second.terms[side].fill(Text(found)).in_(language) for side in Side]
        if not any(one in shown or one in opened for one in ways):
            nowhere.append(path)
    assert nowhere == ([] if language is AR else [FORM_TITLE])


@ON_SQLITE
def test_who_sends_is_thanked(client: ReadingClient, prepare: Callable[..., Prepared], second: Questionnaire) -> None:
    path, sheet = prepare().path(Side.PRCS), INVENTED.sheets(second)[0]
    answer_whole_form(client, path, second, sheet)
    assert second.thanks["ar"] in client.get(f"{path}/receipt?lang=ar").text

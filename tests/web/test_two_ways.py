"""Everything that asks people to answer, for people and for an organisation: how long it takes, and who is who."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from surveyapp.catalogue.files import load_questionnaire
from surveyapp.cli.installation import Installation
from surveyapp.cli.posting import Post
from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.core.text.typed_codes import Secret
from surveyapp.mail.folder import FolderDelivery
from surveyapp.reports.paper.blank_form import form_data, load_blank_form
from surveyapp.reports.paper.letters import letters_data, load_letters
from surveyapp.settings import Settings
from surveyapp.store.engine import new_session
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.mailing import queue_reminders
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.inviting import invite_people, open_now, person
from tests.languages import AR, BOTH, EN, text
from tests.questionnaires import SHIPPED_FILE

pytestmark = ON_SQLITE

WAYS = {
    Answering.INDIVIDUAL: AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL),
    Answering.ORGANISATION: AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION),
}
SOCIETY = text(ar="جمعية الهلال الأحمر القطري", en="Qatar Red Crescent Society")
ASKING = ("start", "mail", "letter", "paper")
"""Where people are asked to fill in a form, and told how long it takes."""
TIME = {EN: "about 15 minutes without comments (65 statements)", AR: "نحو 15 دقيقة من دون تعليقات (65 عبارة)"}
AGREED = {EN: "Once you have agreed on the answers", AR: "بعد اتفاقكم على الإجابات"}
PAUSE = {EN: "you can stop here and go on later through the same link", AR: "يمكنكم التوقف هنا والمتابعة لاحقاً"}
MOVEMENT = {EN: "International Red Cross and Red Crescent Movement", AR: "الحركة الدولية للصليب الأحمر والهلال الأحمر"}
OF_PEOPLE = {
    EN: "for you only|linked to your name|your name anywhere|ask for your name|without my name|without a name, in"
    "|who you are|own experience|individual people|work best|mainly work|pass it on\\.",
    AR: "لكم وحدكم|ترتبط إجاباتكم باسمكم|اسمكم في أي|ذكر اسمكم|من دون ذكر اسمي|هويتكم|تجربتكم الشخصية|إجابات كل شخص"
    "|طبيعة عملكم|تعملون بصورة رئيسية",
}
"""What is promised to people, or asked of them, and must not be said to an organisation."""


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return load_questionnaire(SHIPPED_FILE)


@pytest.fixture
def asked(
    app: Flask, engine: Engine, settings: Settings, prepare: Callable[..., Prepared], keys: Keys, tmp_path: Path
) -> Callable[[Answering], Mapping[str, Mapping[Language, str]]]:
    """Return a function that gives all words by which a society like PRCS is asked, by where they stand."""

    def ask(way: Answering) -> Mapping[str, Mapping[Language, str]]:
        prepared = prepare(people=0, is_open=False, answering=WAYS[way], name=SOCIETY)
        invite_people(engine, prepared, [person(0)], keys=keys)
        of = {"side": Side.PARTNER, "languages": BOTH, "keeping": settings.keeping}
        with new_session(engine) as session:
            form = form_data(load_blank_form(session, prepared.review_id, **of))
            letters = load_letters(
                session,
                prepared.review_id,
                side=Side.PARTNER,
                addressed=[(None, Secret("x", "X"))],
                settings=settings,
                written_on=date(2026, 12, 1),
            )
        open_now(engine, prepared)
        client, path = FlaskClient(app, app.response_class), prepared.path()
        return {
            "start": {one: _page(client, f"{path}?lang={one}") for one in BOTH},
            "form": {one: _page(client, f"{path}/pages.html?lang={one}") for one in BOTH},
            "mail": _mails(settings, prepared.review_id, tmp_path),
            "letter": {one: _letter(letters_data(letters), one) for one in BOTH},
            "paper": {one: without_controls(" ".join(_said(form, one))) for one in BOTH},
        }

    return ask


@pytest.mark.slow
@pytest.mark.parametrize("way", Answering)
@pytest.mark.alike(1)
def test_each_way_is_told_the_time_and_nothing_of_the_other(asked, way: Answering) -> None:
    words = asked(way)
    for place, language in ((place, one) for place in words for one in BOTH):
        said = words[place][language]
        assert (TIME[language] in said) is (place in ASKING), place
        assert (AGREED[language] in said) is (place in ASKING and way is Answering.ORGANISATION), place
        assert said.count(PAUSE[language]) == (place == "form"), place
        found = set(re.findall(OF_PEOPLE[language], said))
        assert bool(found) is (way is Answering.INDIVIDUAL), (place, found)


@pytest.mark.slow
def test_where_the_partner_is_a_society_too_prcs_goes_by_its_whole_name(asked) -> None:
    for place, said in asked(Answering.INDIVIDUAL).items():
        assert re.findall("الجمعية(?! الوطنية)|(?<!و)الهلال الأحمر(?! الفلسطيني| القطري)", said[AR]) == [], place
    for place in ("form", "paper"):
        for words, head in ((said[AR], "جمعية الهلال الأحمر الفلسطيني: ما"), (said[EN], "What Palestine Red")):
            assert words.count(head) == 13, place
        assert [said[one].count(MOVEMENT[one]) for one in BOTH] == [2, 2], place  # under each heading that names it


def _page(client: FlaskClient, path: str) -> str:
    page = BeautifulSoup(client.get(path).text, "lxml")
    return without_controls(" ".join((page.main or page).get_text(" ").split()))


def _mails(settings: Settings, review_id: int, folder: Path) -> Mapping[Language, str]:
    """Send an invitation and a reminder, and return the words of both in each language."""
    installation = Installation(settings)
    post = Post(installation, FolderDelivery(folder / "mails"))
    assert post.send_next()
    with writing(installation.engine) as session:
        queue_reminders(session, review_id, side=Side.PARTNER, now=datetime.now(UTC))
    assert post.send_next()
    installation.close()
    read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in (folder / "mails").glob("*.eml")]
    spoken = zip(*(one.get_body(("plain",)).get_content().split("* * *") for one in read), strict=True)
    assert len(read) == 2
    return {one: without_controls(" ".join(" ".join(said).split())) for one, said in zip(BOTH, spoken, strict=True)}


def _letter(data: Mapping[str, object], language: Language) -> str:
    part = next(part for part in data["letters"][0]["parts"] if part["code"] == language.code)
    return without_controls(json.dumps(part, ensure_ascii=False))


def _said(data: object, language: Language) -> list[str]:
    """Return every word of a printed form in one language."""
    if isinstance(data, dict):
        found = [data[language.code]] if language.code in data else [*data.values()]
        return [words for one in found for words in _said(one, language)]
    if isinstance(data, (list, tuple)):
        return [words for one in data for words in _said(one, language)]
    return [data] if isinstance(data, str) else []

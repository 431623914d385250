"""Mails as they are written: every language that is offered, each in its own direction, the same bytes every time."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from bs4 import BeautifulSoup

from surveyapp.core.conduct.actions import Meeting, SignOff
from surveyapp.core.conduct.mail import Addressee, Mail, MailKind
from surveyapp.core.conduct.own_words import OwnWords
from surveyapp.core.text.languages import Language
from surveyapp.mail.compose import Office, compose
from surveyapp.mail.wording import WORDINGS
from surveyapp.sender.identity import Sender
from surveyapp.sender.pictures import Picture
from surveyapp.words.catalogue import say
from tests.hostile import HOSTILE, PLAIN, hidden_in
from tests.languages import AR, BOTH, EN, text

OFFICE = Office("reviews@example.org", "help@example.org", "https://reviews.example.org", BOTH)
NAME = text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross")
ISOLATES = str.maketrans("", "", "\u2066\u2068\u2069")


def mail(kind: MailKind = MailKind.INVITATION, language: Language = AR, **more: object) -> Mail:
    values = {
        "message_id": f"{'0' * 32}.{'1' * 32}",
        "kind": kind,
        "to": Addressee("ليلى", "layla@example.org", language),
        "queued_at": datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        "link": "/r/abc",
        "partner": NAME,
        "round": text(ar="استعراض 2026", en="Review 2026"),
        "closes_on": date(2030, 12, 31),
        "statements": 65,
        "listed": (5, 2),
        "entry": (12, "0" * 64),
        "meeting": Meeting(signed_off=SignOff("رنا", "Kari", date(2030, 12, 31))),
    }
    return Mail(**values | more)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("kind", WORDINGS)
def test_each_kind_is_worded_in_both_languages(kind: MailKind, language: Language) -> None:
    message = compose(mail(kind, language), OFFICE)
    text = message.get_body(("plain",)).get_content()
    first, second = text.split("* * *")
    for part, spoken in ((first, language), (second, _other(language))):
        said = say(WORDINGS[kind].before[0], spoken, partner="{", round="{", day="{", number="{").split("{")[0]
        assert said in part
    assert "{" not in text
    assert "%" not in text
    assert message["Content-Language"] == f"{language}, {_other(language)}"


@pytest.mark.parametrize("language", BOTH)
def test_the_page_has_the_readers_language_first_and_each_part_its_direction(language: Language) -> None:
    page = BeautifulSoup(compose(mail(language=language), OFFICE).get_body(("html",)).get_content(), "lxml")
    parts = page.body.find_all("div")
    assert (page.html["lang"], page.html["dir"]) == (language.code, language.direction)
    assert [(part["lang"], part["dir"]) for part in parts] == [
        (one.code, one.direction) for one in (language, _other(language))
    ]
    assert [a["href"] for a in parts[0].find_all("a")] == [f"https://reviews.example.org/r/abc?lang={language}"] * 2
    assert not page.find_all(["img", "script", "link", "style"])


def test_a_mail_is_written_in_the_languages_that_are_offered_and_no_other() -> None:
    alone = compose(mail(language=AR), replace(OFFICE, languages=(EN,)))
    assert alone["Content-Language"] == "en"
    assert "* * *" not in alone.get_body(("plain",)).get_content()
    assert alone["Subject"].startswith("Invitation:")


def test_what_reorders_is_taken_out_of_the_subject() -> None:
    message = compose(mail(partner=text(ar="\u202eNRC", en="NRC")), OFFICE)
    assert message["Subject"] == "دعوة إلى استعراض الشراكة بين الهلال الأحمر الفلسطيني وNRC"


def test_the_day_is_the_last_on_which_answers_are_taken() -> None:
    text = compose(mail(), OFFICE).get_body(("plain",)).get_content().translate(ISOLATES)
    assert "حتى نهاية يوم 31 كانون الأول 2030" in text
    assert "until the end of 31 December 2030" in text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        pytest.param(MailKind.ACCOUNT, ("خلال 24 ساعة من", "within 24 hours of"), id="a new account"),
        pytest.param(MailKind.PASSWORD, ("خلال ساعة من", "within 1 hour of"), id="a new password"),
    ],
)
def test_how_long_a_link_lasts_is_said_as_it_is(kind: MailKind, said: tuple[str, str]) -> None:
    text = compose(mail(kind, partner=None, round=None, closes_on=None), OFFICE).get_body(("plain",)).get_content()
    assert [words for words in said if words not in " ".join(text.split())] == []


def test_a_message_is_the_same_each_time() -> None:
    first, second = (compose(mail(), OFFICE) for _ in range(2))
    assert first["Message-ID"] == second["Message-ID"] == f"<{'0' * 32}.{'1' * 32}@reviews.example.org>"
    assert [part.get_content() for part in leaves(first)] == [part.get_content() for part in leaves(second)]
    assert (first["Auto-Submitted"], first["Reply-To"]) == ("auto-generated", "help@example.org")


def test_words_of_people_are_not_markup() -> None:
    hostile = Addressee('<b>"A\u202e", x@y.org', "a@example.org", EN)
    message = compose(mail(to=hostile), OFFICE)
    assert "<b>" not in message.get_body(("html",)).get_content()
    assert [str(a.addr_spec) for a in message["To"].addresses] == ["a@example.org"]


def test_an_organisations_form_is_not_called_anonymous() -> None:
    plain, attributed = (
        compose(mail(is_attributed=is_attributed), OFFICE).get_body(("plain",)).get_content()
        for is_attributed in (False, True)
    )
    assert "not linked to your name" in plain
    assert "not linked to your name" not in attributed
    assert "shown as your organisation’s answer" in attributed


@pytest.mark.parametrize("kind", [MailKind.INVITATION, MailKind.REMINDER])
def test_an_organisations_link_may_be_passed_on_inside_it(kind: MailKind) -> None:
    plain, attributed = (
        compose(mail(kind, is_attributed=is_attributed), OFFICE).get_body(("plain",)).get_content()
        for is_attributed in (False, True)
    )
    for said in ("pass it on within it", "ويمكنكم تمريره داخلها"):
        assert (said in " ".join(plain.split()), said in " ".join(attributed.split())) == (False, True)
    for said in ("for you only", "لكم وحدكم", "nobody can see who received it", "ولا يُكشف لأحد"):
        assert said not in attributed


def _other(language: Language) -> Language:
    return EN if language == AR else AR


def test_nothing_that_hides_is_sent() -> None:
    hostile, plain = (
        compose(mail(to=Addressee(name, "layla@example.org", EN), partner=text(ar=f"ش {name}", en=name)), OFFICE)
        for name in (HOSTILE, PLAIN)
    )
    assert str(hostile["To"]) == str(plain["To"])
    for kind in ("plain", "html"):
        said = hostile.get_body((kind,)).get_content()
        assert said == plain.get_body((kind,)).get_content()
        assert hidden_in(said, also="\u2066\u2068\u2069") == []


def leaves(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.walk() if not part.is_multipart()]


OWN = OwnWords(text(ar="", en="Your view"), text(ar="", en="A word <b>of ours</b>: 100 %(day)s."))


def test_a_rounds_own_words_stand_in_their_own_language_and_are_no_markup() -> None:
    english, arabic = (compose(mail(language=language, own=OWN), OFFICE) for language in (EN, AR))
    assert english["Subject"] == "Your view: Norwegian Red Cross"
    assert arabic["Subject"] == "دعوة إلى استعراض الشراكة بين الهلال الأحمر الفلسطيني والصليب الأحمر النرويجي"
    plain, page = (english.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert ("A word <b>of ours</b>: 100 %(day)s." in plain, plain.count("A word")) == (True, 1)
    assert ("A word &lt;b&gt;of ours&lt;/b&gt;" in page, "<b>" in page) == (True, False)
    assert compose(mail(MailKind.REMINDER, EN, own=OWN), OFFICE)["Subject"].startswith("Partnership review of")


def test_a_sender_signs_in_text_and_html_alike_and_a_logo_comes_along() -> None:
    sender = Sender(text(ar="الجمعية", en="The Society"), text(ar="", en="Partnerships"), text(ar="", en="Yours,"))
    office = replace(OFFICE, identity=replace(sender, logo=Picture("png", b"a logo")))
    message = compose(mail(language=EN), office)
    assert str(message["From"]) == "The Society <reviews@example.org>"
    plain, page = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Yours,\nThe Society\nPartnerships\n" in plain.replace("\r", "")
    assert "Yours,<br>The Society<br>Partnerships" in page
    (image,) = BeautifulSoup(page, "lxml").find_all("img")
    assert image["src"] == "cid:logo@sender"
    assert [part["Content-ID"] for part in leaves(message) if part.get_content_maintype() == "image"] == [
        "<logo@sender>"
    ]


def test_a_sample_says_that_it_is_one() -> None:
    message = compose(mail(language=EN, is_sample=True), OFFICE)
    assert message["Subject"].startswith("Test: Invitation: ")
    assert "its link leads nowhere" in message.get_body(("plain",)).get_content()

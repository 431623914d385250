"""The last day as a file for calendars: one entry, a whole day, whatever the partner is called."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.conduct.mail import MailKind
from surveyapp.core.text.languages import Language, Text
from surveyapp.mail.calendar import LINE_LIMIT, LastDay, make_calendar
from surveyapp.mail.compose import compose
from tests.languages import AR, BOTH, EN
from tests.mail.test_compose import OFFICE, mail

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def read(file: bytes) -> dict[str, str]:
    """Return the lines of a file by name, unfolded and unescaped, as RFC 5545 has it."""
    lines = file.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    found = dict(line.partition(":")[::2] for line in lines if not line.startswith(("BEGIN", "END")))
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: str) -> str:
    for sign in ("\\;", "\\,", "\\n"):
        value = value.replace(sign, {"\\n": "\n"}.get(sign, sign[1:]))
    return value.replace("\\\\", "\\")


def calendar(name: str = "NRC", *, day: date = date(2030, 12, 31), language: Language = EN) -> bytes:
    return make_calendar(LastDay(7, Text({"en": name, "ar": name}), day, "reviews.example.org"), language, now=NOW)


@given(st.text(st.sampled_from("ab é\"':;,عربي🧪中 \u202e"), min_size=1, max_size=120))
def test_a_line_is_folded_between_characters_and_says_what_was_put_in(name: str) -> None:
    file = calendar(name)
    assert max(len(line) for line in file.split(b"\r\n")) <= LINE_LIMIT
    assert all(line.decode() for line in file.split(b"\r\n")[:-1])
    assert read(file)["SUMMARY;LANGUAGE=en"].endswith(f"of PRCS and {name.replace(chr(0x202E), '')}")


def test_the_last_day_is_a_whole_day_and_a_later_one_takes_its_place() -> None:
    first, later = read(calendar()), read(calendar(day=date(2031, 1, 5)))
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20301231", "20310101")
    assert first["UID"] == later["UID"]
    assert int(first["SEQUENCE"]) < int(later["SEQUENCE"])


@pytest.mark.parametrize("language", BOTH)
def test_an_invitation_brings_it_and_it_tells_neither_name_nor_link(language: Language) -> None:
    message = compose(mail(MailKind.INVITATION, language, review_id=7), OFFICE)
    (file,) = _files(message)
    assert file.get_content_type() == "text/calendar"
    assert file.get_filename() == "last-day.ics"
    said = file.get_payload(decode=True).decode().replace("\r\n ", "")
    assert [word for word in ("/r/", "abc", "ليلى", "layla") if word in said] == []
    assert ("الصليب الأحمر النرويجي" in said) == (language == AR)
    assert _files(compose(mail(MailKind.SHARED, language, review_id=7), OFFICE)) == []


def _files(message: EmailMessage) -> list[EmailMessage]:
    return list(message.iter_attachments())

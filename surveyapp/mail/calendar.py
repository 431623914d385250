"""The last day as a file for calendars (RFC 5545): no link, and no name of a person's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.shown import shown
from surveyapp.words.catalogue import marked, say

FILE_NAME = "last-day.ics"
LINE_LIMIT = 75
"""Octets of a line, RFC 5545, section 3.1; what is longer goes on in the next one, after a blank."""

_SUMMARY = marked("Deadline: partnership review of PRCS and %(partner)s")
_WHERE = marked("Your link is in the message or letter that invited you.")
_BEGAN = date(2020, 1, 1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class LastDay:
    """A review's last day; its entry is the same one after it was extended, by its id, and newer."""

    review_id: int
    partner: Text
    closes_on: date
    host: str


def make_calendar(last: LastDay, language: Language, *, now: datetime) -> bytes:
    """Return the file, of one entry that takes the whole day."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(last, language, now=now)).encode()


def _lines(last: LastDay, language: Language, *, now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//surveyapp//last day//EN", "METHOD:PUBLISH")
    yield "BEGIN:VEVENT"
    yield f"UID:review-{last.review_id}-last-day@{last.host}"
    yield f"SEQUENCE:{(last.closes_on - _BEGAN).days}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{last.closes_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last.closes_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY;LANGUAGE={language.code}:{_text(say(_SUMMARY, language, partner=last.partner.in_(language)))}"
    yield f"DESCRIPTION;LANGUAGE={language.code}:{_text(say(_WHERE, language))}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR")


def _text(words: str) -> str:
    return without_controls(shown(words)).translate(_ESCAPED)


def _folded(line: str) -> str:
    """Return a line in parts of so many octets, none of which ends within a character."""
    parts, room = [""], LINE_LIMIT
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append("")
            room = LINE_LIMIT - 1
        parts[-1] += letter
        room -= size
    return "\r\n ".join(parts)

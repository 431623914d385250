"""What an office may say in its own words: nothing that leads anywhere, however it is written."""

from contextlib import nullcontext

import pytest

from surveyapp.core.conduct.own_words import read_sentence, read_subject
from surveyapp.core.errors import InputError

CODE = "B0Q8-JM8Q-M402"
TOKEN = "0123456789abcdefghjkmnpqrstvwxyz"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDE = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}
GROUPS = [TOKEN[at : at + 8] for at in range(0, 32, 8)]
BETWEEN = ("", " ", "\xa0", "  ", "\n", " - ", ".", "_", "\u2212", "\u200b", "،", "/", "%20", "و")
LEADS = (
    *(CODE.replace("-", between) for between in BETWEEN),
    *(written.translate(how) for written in (CODE, TOKEN) for how in (ARABIC, WIDE)),
    *("b0 q8 jm 8q m4 02", "B 0 Q 8 J M 8 Q M 4 0 2", "code:B0Q8JM8QM402!"),
    *(between.join(GROUPS) for between in (" ", "\u200b", "\xad", "-", " \u2013 ")),
    *("evil.com", "evil.com?x=1", "evil.com:8080", "192.168.1.1/x", "http:\\\\evil.com\\x", "evil.com／x", "evil。com"),
    *("mailto:x@evil.com", "x@evil", "https:evil", "www.evil", "ev\xadil．com", "tel:+970599", "see موقع.شبكة"),
)
PLAIN = (
    "We ask until 31 December 2026, at 10.30, and thank you. Please write to the office e.g. by phone: 059 912 3456.",
    "نرجو أن تجيبوا قبل 31 كانون الأول 2026. شكرًا لكم. PRCS 2026، بين ٢٫٥ و٣٫٥ ساعات في 12.5.2026",
    "Tel: 1234 5678 9012; the 1st, 2nd and 3rd round of this year asks each team from 5pm on: 12 questions.",
)


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        *(pytest.param(one, True, id=f"leads {n}") for n, one in enumerate(LEADS)),
        *(pytest.param(one, False, id=f"plain {n}") for n, one in enumerate(PLAIN)),
    ],
)
def test_own_words_lead_nowhere_however_they_are_written(words: str, leads: bool) -> None:
    with pytest.raises(InputError, match="lead") if leads else nullcontext():
        read_sentence(f"Now {words} or never")
    if leads:
        with pytest.raises(InputError):
            read_subject(words)

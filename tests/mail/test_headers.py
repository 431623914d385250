"""Whatever somebody is called, in whatever script: subject and name decode to what was put in."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import compat32, default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveyapp.core.text.bidi import isolated
from surveyapp.mail.compose import compose
from surveyapp.mail.headers import LINE_LIMIT, WORD_LIMIT, header_policy
from tests.languages import BOTH, text
from tests.mail.test_compose import OFFICE, mail

NAMES = st.text(
    st.one_of(
        st.sampled_from(" اأبتثجكليةالمهنצבאéйあ中文🧪=?_\"'<>@,;:.()\\-\u200c"),
        st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]),
    ),
    min_size=1,
    max_size=90,
)


@given(NAMES)
@example("كلية المهن الصحية – جامعة القدس: الشراكة مع الهلال الأحمر الفلسطيني لعام ألفين وستة وعشرين")
@example("=?utf-8?q?Bcc?=")
@example(" two  blanks, and at the end ")
@example("x" * 200)
@example("Smith, Kari <kari@example.org>")
def test_subject_and_name_decode_to_what_was_put_in(words: str) -> None:
    message = EmailMessage(policy=header_policy(is_8bit=False))
    message["Subject"], message["To"] = words, Address(words, addr_spec="a@example.org")
    assert (str(message["Subject"]), message["To"].addresses[0].display_name) == (words, words)
    sent = message.as_bytes()
    by_rfc, by_python = (message_from_bytes(sent, policy=policy) for policy in (compat32, default))
    assert str(by_python["Subject"]) == _decoded(by_rfc["Subject"]) == words
    name, _, address = by_rfc["To"].rpartition("<")
    assert (_decoded(name[:-1].removesuffix("\r\n")), address) == (words, "a@example.org>")
    (found,) = by_python["To"].addresses  # Python before 3.13 puts a blank between two words of a name
    assert (found.addr_spec, "".join(found.display_name.split())) == ("a@example.org", "".join(words.split()))
    for line in sent.decode("ascii").split("\r\n"):
        assert len(line) <= (LINE_LIMIT if "=?" in line else 998)
        assert [word for word in line.split() if word.startswith("=?utf-8") and len(word) > WORD_LIMIT] == []


@pytest.mark.parametrize("language", BOTH)
def test_no_invisible_mark_reaches_subject_names_and_plain_text(language: str) -> None:
    name = text(ar="كلية NRC", en="كلية NRC")
    message = compose(mail(language=language, partner=name), OFFICE)
    page = message.get_body(("html",)).get_content()
    said = [message["Subject"], str(message["To"]), message.get_body(("plain",)).get_content(), page]
    assert [mark for mark in "\u200e\u200f\u2066\u2067\u2068\u2069" for one in said if mark in one] == []
    assert ("<bdi>كلية NRC</bdi>" in page, isolated("كلية NRC") in page) == (True, False)


def _decoded(header: str) -> str:
    return str(make_header(decode_header(header)))

"""What an office says for itself in a round's mails and letters: a subject and a sentence, in some languages or none.

They are plain text that can lead nowhere: no address of a page and no code. Every mail has the right link already, and
a link that somebody typed would be another person's, or a stranger's.
"""

import re
from dataclasses import dataclass

from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.languages import Text
from surveyapp.core.text.naming import read_words
from surveyapp.core.text.typed_codes import read_code

SUBJECT_LIMIT, SENTENCE_LIMIT = 80, 300
"""Characters."""

_ADDRESS = re.compile(r"://|\bwww\.|/r/|[^\W_]\.[^\W\d_]{2,}/", re.IGNORECASE)
_TOKEN = re.compile(r"[0-9a-z]{12,}", re.IGNORECASE)
_CODE = re.compile(r"(?<![0-9a-z])(?=([0-9a-z]{4}(?:[-\u2010-\u2015 ]?[0-9a-z]{4}){2})(?![0-9a-z]))", re.IGNORECASE)
_NOTHING = Text({})


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A round's own subject and sentence; in a language that has none, what is usual is said."""

    subject: Text = _NOTHING
    sentence: Text = _NOTHING

    @property
    def is_empty(self) -> bool:
        """Say whether there are none in any language."""
        return not self.subject.written and not self.sentence.written


def read_subject(typed: str) -> str:
    """Return a subject, which is one line, or nothing; InputError as of ``read_sentence``."""
    return " ".join(_read(typed, limit=SUBJECT_LIMIT).split())


def read_sentence(typed: str) -> str:
    """Return a sentence or several, in one paragraph, or nothing.

    Raises:
        InputError: it is too long, holds what cannot be written, or the address of a page or a code.
    """
    return " ".join(_read(typed, limit=SENTENCE_LIMIT).split())


def read_own_words(words: OwnWords) -> OwnWords:
    """Return what was typed, as it is kept; InputError as of ``read_sentence``."""
    subject = {code: read_subject(said) for code, said in words.subject.items()}
    sentence = {code: read_sentence(said) for code, said in words.sentence.items()}
    return OwnWords(_written(subject), _written(sentence))


def _read(typed: str, *, limit: int) -> str:
    words = read_words(typed, limit=limit)
    if _ADDRESS.search(words) or any(map(_is_token, _TOKEN.findall(words))) or any(map(_is_code, _CODE.findall(words))):
        raise InputError(Code.WORDS_LEAD_SOMEWHERE)
    return words


def _is_token(run: str) -> bool:
    """Say whether it has letters and digits, as tokens have; a word has no digits, a number no letters."""
    return any(one.isdigit() for one in run) and any(one.isalpha() for one in run)


def _is_code(groups: str) -> bool:
    """Say whether three groups of four are a code that leads somewhere: its letters are right, and not all words."""
    code = "".join(one for one in groups if one.isalnum()).lower()
    try:
        return code.isascii() and any(one.isdigit() for one in code) and bool(read_code(code))
    except (InputError, ValueError):
        return False


def _written(words: dict[str, str]) -> Text:
    return Text({code: said for code, said in words.items() if said})

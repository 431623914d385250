"""What an office says for itself in a round's mails and letters: a subject and a sentence, in some languages or none.

They are plain text that can lead nowhere: no address of a page and no code. Every mail has the right link already, and
a link that somebody typed would be another person's, or a stranger's.
"""

import re
from dataclasses import dataclass

from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.languages import Text
from surveyapp.core.text.naming import read_words

SUBJECT_LIMIT, SENTENCE_LIMIT = 80, 300
"""Characters."""

_ADDRESS = re.compile(r"://|\bwww\.|/r/|[^\W_]\.[^\W\d_]{2,}/", re.IGNORECASE)
_SECRETS = re.compile(r"[0-9a-z]{12,}|[0-9a-z]{4}(?:[-\u2010-\u2015 ][0-9a-z]{4}){2,}", re.IGNORECASE)
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
    if _ADDRESS.search(words) or any(_is_secret(found.group()) for found in _SECRETS.finditer(words)):
        raise InputError(Code.WORDS_LEAD_SOMEWHERE)
    return words


def _is_secret(run: str) -> bool:
    """Say whether it has letters and digits, as tokens and codes have; a word has no digits, a number no letters."""
    return any(one.isdigit() for one in run) and any(one.isalpha() for one in run)


def _written(words: dict[str, str]) -> Text:
    return Text({code: said for code, said in words.items() if said})

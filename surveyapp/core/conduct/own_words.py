"""What an office says for itself in a round's mails and letters: a subject and a sentence, in some languages or none.

They are plain text that can lead nowhere: nothing that a mail program makes a link of, and no code or token, however it
is written, for it is looked for in what typing it would be understood as. Every mail has the right link already, and
a link that somebody typed would be another person's, or a stranger's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.bidi import folded_typing
from surveyapp.core.text.languages import Text
from surveyapp.core.text.naming import read_words
from surveyapp.core.text.typed_codes import LENGTH, read_code

SUBJECT_LIMIT, SENTENCE_LIMIT = 80, 300
"""Characters."""

_ADDRESS = re.compile(
    r"://|@|\b(?:https?|ftp|file|mailto|tel|sms|data|javascript):\S|:[\\/]{2}|\bwww\.|/r/"
    r"|[^\W_][.\u3002][^\W\d_]{2,}|\d+(?:\.\d+){3}",
    re.IGNORECASE,
)
"""What a mail program makes a link of, in what ``folded_typing`` leaves."""

_FOREIGN = re.compile(r"[^\W\d_A-Za-z]{2,}")
"""A word that no code goes on across."""

_GROUP = re.compile(r"[0-9A-Za-z]+")
_TOKEN_LENGTH, _RUN_LENGTH = 32, 12
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
    plain = folded_typing(words)
    if _ADDRESS.search(plain) or any(_holds_secret(_GROUP.findall(part)) for part in _FOREIGN.split(plain)):
        raise InputError(Code.WORDS_LEAD_SOMEWHERE)
    return words


def _holds_secret(groups: Sequence[str]) -> bool:
    cut_up = (*_joined(groups, LENGTH), *_joined(groups, _TOKEN_LENGTH))
    return any(map(_is_run, groups)) or any(map(_is_secret, cut_up))


def _joined(groups: Sequence[str], length: int) -> Iterator[Sequence[str]]:
    """Yield the neighbours that have ``length`` letters and digits together, whatever stands between them."""
    for first in range(len(groups)):
        ends = accumulate(map(len, groups[first:]))
        taken = sum(1 for _ in takewhile(lambda end: end <= length, ends))
        neighbours = groups[first : first + taken]
        if sum(map(len, neighbours)) == length:
            yield neighbours


def _is_run(group: str) -> bool:
    """Say whether it is long, and has letters and digits as tokens have; a word has no digits, a number no letters."""
    return len(group) >= _RUN_LENGTH and _is_mixed(group)


def _is_secret(groups: Sequence[str]) -> bool:
    """Say whether groups are a code or a token that somebody cut up, rather than words and numbers side by side."""
    whole = "".join(groups)
    mixed = sum(len(one) for one in groups if _is_mixed(one))
    is_cut = mixed * 2 >= len(whole) or len({*map(len, groups)}) == 1 or len(groups) * 2 >= len(whole)
    return _is_mixed(whole) and is_cut and (len(whole) == _TOKEN_LENGTH or _is_code(whole))


def _is_mixed(group: str) -> bool:
    return any(one.isdigit() for one in group) and any(one.isalpha() for one in group)


def _is_code(whole: str) -> bool:
    try:
        return bool(read_code(whole.lower()))
    except InputError:
        return False


def _written(words: dict[str, str]) -> Text:
    return Text({code: said for code, said in words.items() if said})

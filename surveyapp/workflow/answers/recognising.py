"""Knowing again what an import took before: the same submission, or the same answers where nothing names one.

What is remembered are keyed digests, of which nobody without SECRET_KEY can tell anything, and which closing erases.
"""

import hashlib
import hmac
from collections.abc import Mapping
from itertools import chain, combinations

from surveyapp.catalogue.submissions import KINDS, Said, Submission
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.wire import canonical_json
from surveyapp.store.responses import to_plain

DIGEST_BYTES = 16
_ALL_KINDS = [frozenset(some) for some in chain.from_iterable(combinations(KINDS, n) for n in range(len(KINDS) + 1))]


class Memory:
    """What was taken: digests, each with the place where it stands, an earlier import or a row of this one."""

    def __init__(self, key: bytes, before: Mapping[str, str] | None = None) -> None:
        self._key, self._places, self._new = key, dict(before or {}), set[str]()

    @property
    def new(self) -> list[str]:
        """Return the digests of what was added, in no order that says anything."""
        return sorted(self._new)

    @property
    def sign(self) -> str:
        """Return what every import remembers under the same key, so that another key is noticed."""
        return self._digest("key")

    def find_submission(self, submission: Submission) -> tuple[Said, str] | None:
        """Return by which cell, and where, the submission is known; None when it is new."""
        for (kind, value), said in submission.ids.items():
            place = self._places.get(self._digest("id", kind, value))
            if place:
                return said, place
        return None

    def find_alike(self, sheet: AnswerSheet, submission: Submission) -> str | None:
        """Return where the same answers stand whose submission cannot be told from this one; None when nowhere.

        Two submissions with ids of one kind are two people, or the ids would be known.
        """
        digests = (self._of_answers(sheet, kinds) for kinds in _ALL_KINDS if kinds.isdisjoint(submission.kinds))
        return next((self._places[digest] for digest in digests if digest in self._places), None)

    def add(self, sheet: AnswerSheet, submission: Submission, *, place: str) -> None:
        """Remember a row that is taken."""
        digests = {self._digest("id", kind, value) for kind, value in submission.ids}
        for digest in digests | {self._of_answers(sheet, submission.kinds), self.sign}:
            self._places.setdefault(digest, place)
            self._new.add(digest)

    def _of_answers(self, sheet: AnswerSheet, kinds: frozenset[str]) -> str:
        return self._digest("answers", sheet.side.value, sorted(kinds), to_plain(sheet))

    def _digest(self, *what: object) -> str:
        said = canonical_json(what).encode()
        return hmac.digest(self._key, said, hashlib.sha256)[:DIGEST_BYTES].hex()

"""The lock beside a questionnaire: which source texts the translations were made from.

A lock has one line a text: its path, the hash of the source text, the hash of the translation. Paths go by ids, so that
moving a statement makes nothing stale. A translation is stale when its source text changed and it did not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveyapp.catalogue.faults import START, Place, Report
from surveyapp.catalogue.texts import LANGUAGE_NAMES
from surveyapp.catalogue.tree import Branch, Node, Path, child_of, label, parts_of, place_of_key, word_of
from surveyapp.catalogue.writing import is_text, to_document
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import Language
from surveyapp.core.wire import digest

SUFFIX = ".lock"
HASH_LENGTH = 12

_HEAD = "# The texts that translations were made from. Written by: flask questionnaire check FILE --accept"
_SOURCE = re.compile(f"source ({'|'.join(Language)})")
_LINE = re.compile(f"([a-zA-Z0-9_.]+) ([0-9a-f]{{{HASH_LENGTH}}}) ([0-9a-f]{{{HASH_LENGTH}}})")


@dataclass(frozen=True, slots=True)
class Pair:
    """The hashes of a source text and of its translation."""

    source: str
    translation: str


@dataclass(frozen=True, slots=True)
class Lock:
    """The source language, and a pair for the path of each text."""

    source: Language
    pairs: Mapping[str, Pair]

    def to_bytes(self) -> bytes:
        """Return the lock as its file holds it, sorted by path."""
        lines = [f"{path} {pair.source} {pair.translation}" for path, pair in sorted(self.pairs.items())]
        return "\n".join([_HEAD, f"source {self.source}", *lines, ""]).encode()


def lock_of(root: Node) -> Lock:
    """Return the lock that fits the questionnaire ``root`` as it stands; ``root`` is free of faults."""
    source = Language(word_of(root, "source_language") or "")
    return Lock(source, {label(root, path): _pair_of(text, source) for path, text in _texts(root, ())})


def read_lock(data: bytes, report: Report) -> Lock | None:
    """Return the lock that a file holds; None when it is broken, which is reported."""
    source, pairs = None, {}
    for number, line in enumerate(data.decode(errors="replace").splitlines(), start=1):
        if pair := _LINE.fullmatch(line):
            pairs[pair[1]] = Pair(pair[2], pair[3])
        elif named := _SOURCE.fullmatch(line):
            source = Language(named[1])
        elif line and not line.startswith("#"):
            report.add(Place(number, 1), "this line is no lock; write the lock anew with --accept")
            return None
    if source is None:
        report.add(START, "the lock names no source language; write it anew with --accept")
        return None
    return Lock(source, pairs)


def lock_of_version(questionnaire: Questionnaire, source: Language) -> Lock:
    """Return the lock that would fit the file that a version was published from: publishing it accepted its texts."""
    texts = _plain_texts(to_document(questionnaire, source_language=source), ())
    return Lock(source, {path: _pair_of_words(text, source) for path, text in texts})


def report_stale(root: Node, lock: Lock, report: Report, *, way_out: str = "accept it with --accept") -> None:
    """Report each translation that stayed while its source text changed; ``way_out`` ends each sentence."""
    if word_of(root, "source_language") != lock.source:
        place = place_of_key(root, ("source_language",))
        report.add(
            place, f"source_language: the lock was made from {LANGUAGE_NAMES[lock.source]}; write it anew with --accept"
        )
        return
    for path, text in _texts(root, ()):
        locked, pair = lock.pairs.get(label(root, path)), _pair_of(text, lock.source)
        if locked and locked.source != pair.source and locked.translation == pair.translation:
            translation = (*path, _other(lock.source).value)
            place, name = place_of_key(root, translation), label(root, translation)
            sentence = f"the {LANGUAGE_NAMES[lock.source]} text changed after this translation was made"
            report.add(place, f"{name}: {sentence}; translate it again, or {way_out}")


def _other(source: Language) -> Language:
    return Language.AR if source is Language.EN else Language.EN


def _texts(node: Node, path: Path) -> Iterator[tuple[Path, Branch]]:
    """Yield every text that is written in both languages, wherever it stands."""
    if isinstance(node, Branch) and all(word_of(node, language.value) for language in Language):
        yield path, node
        return
    for part in parts_of(node):
        child = child_of(node, part)
        if child is not None:
            yield from _texts(child, (*path, part))


def _plain_texts(plain: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield what ``_texts`` yields, from a version as its file would say it; the items of a list go by id or key."""
    if isinstance(plain, list):
        plain = {item.get("id") or item["key"]: item for item in plain if isinstance(item, dict)}
    if is_text(plain):
        yield ".".join(path), plain
    elif isinstance(plain, dict):
        for name, held in plain.items():
            yield from _plain_texts(held, (*path, str(name)))


def _pair_of(text: Branch, source: Language) -> Pair:
    return _pair_of_words({language.value: word_of(text, language.value) or "" for language in Language}, source)


def _pair_of_words(words: Mapping[str, str], source: Language) -> Pair:
    return Pair(_hash_of(words[source]), _hash_of(words[_other(source)]))


def _hash_of(words: str) -> str:
    # A faulty file may hold half of a surrogate pair, which UTF-8 cannot write.
    return digest(words.encode(errors="replace").decode())[:HASH_LENGTH]

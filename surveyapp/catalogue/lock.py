"""The lock beside a questionnaire: which source texts the translations were made from.

A lock has one line a text: its path, the hash of the source text, and one of each translation in the order that its
head names. Paths go by ids, so that moving a statement makes nothing stale. A translation is stale when its source text
changed and it did not. A lock whose head names no translations has one: into the first of the other languages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveyapp.catalogue.faults import START, Place, Report, Stale
from surveyapp.catalogue.spoken import find_texts, languages_of
from surveyapp.catalogue.tree import Branch, Node, label, place_of_key, word_of
from surveyapp.catalogue.writing import is_text, to_document
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import TABLE, Language
from surveyapp.core.wire import digest
from surveyapp.words.languages import english_name

SUFFIX = ".lock"
HASH_LENGTH = 12

_HEAD = "# The texts that translations were made from. Written by: flask questionnaire check FILE --accept"
_CODES = "|".join(TABLE)
_SOURCE = re.compile(f"source ({_CODES})")
_TRANSLATIONS = re.compile(f"translations((?: (?:{_CODES}))+)")
_LINE = re.compile(f"([a-zA-Z0-9_.]+)((?: [0-9a-f]{{{HASH_LENGTH}}})+)")


@dataclass(frozen=True, slots=True)
class Hashes:
    """The hashes of a source text and of its translations, in the lock's order."""

    source: str
    translations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lock:
    """The source language, those that it was translated into, and the hashes for the path of each text."""

    source: str
    translations: tuple[str, ...]
    hashes: Mapping[str, Hashes]

    def to_bytes(self) -> bytes:
        """Return the lock as its file holds it, sorted by path."""
        lines = [" ".join([path, one.source, *one.translations]) for path, one in sorted(self.hashes.items())]
        head = [_HEAD, f"source {self.source}", f"translations {' '.join(self.translations)}"]
        return "\n".join([*head, *lines, ""]).encode()


def lock_of(root: Node) -> Lock:
    """Return the lock that fits the questionnaire ``root`` as it stands; ``root`` is free of faults."""
    return _lock(
        _source_of(root), languages_of(root), ((label(root, p), _words_of(text)) for p, text in find_texts(root, ()))
    )


def read_lock(data: bytes, report: Report) -> Lock | None:
    """Return the lock that a file holds; None when it is broken, which is reported."""
    source, translations, hashes = "", (), {}
    for number, line in enumerate(data.decode(errors="replace").splitlines(), start=1):
        if named := _SOURCE.fullmatch(line):
            source = named[1]
        elif listed := _TRANSLATIONS.fullmatch(line):
            translations = tuple(listed[1].split())
        elif found := _LINE.fullmatch(line):
            first, *others = found[2].split()
            hashes[found[1]] = Hashes(first, tuple(others))
        elif line and not line.startswith("#"):
            report.add(Place(number, 1), "this line is no lock; write the lock anew with --accept")
            return None
    if not source:
        report.add(START, "the lock names no source language; write it anew with --accept")
        return None
    return Lock(source, translations or _others(tuple(TABLE), source)[:1], hashes)


def lock_of_version(questionnaire: Questionnaire, source: Language) -> Lock:
    """Return the lock that would fit the file that a version was published from: publishing it accepted its texts."""
    return _lock(source, questionnaire.languages, _plain_texts(to_document(questionnaire, source_language=source), ()))


def report_stale(root: Node, lock: Lock, report: Report) -> None:
    """Report each translation that stayed while its source text changed."""
    if _source_of(root) != lock.source:
        place, name = place_of_key(root, ("source_language",)), english_name(lock.source)
        report.add(place, f"source_language: the lock was made from {name}; write it anew with --accept")
        return
    sentence = f"the {english_name(lock.source)} text changed after this translation was made"
    for one in find_stale(root, lock):
        report.add(one.place, f"{one.name}: {sentence}; translate it again, or accept it with --accept")


def find_stale(root: Node, lock: Lock) -> Iterator[Stale]:
    """Yield each translation that stayed while its source text changed."""
    for path, text in find_texts(root, ()):
        words, locked = _words_of(text), lock.hashes.get(label(root, path))
        source = words.get(lock.source, "")
        if locked and locked.source != _hash_of(source):
            for code, translation in zip(lock.translations, locked.translations, strict=False):
                if translation == _hash_of(stayed := words.get(code, "")):
                    place = place_of_key(root, (*path, code))
                    yield Stale(place, label(root, (*path, code)), lock.source, source, code, stayed)


def _source_of(root: Node) -> str:
    return word_of(root, "source_language") or ""


def _others(languages: Sequence[str], source: str) -> tuple[str, ...]:
    return tuple(code for code in languages if code != source)


def _lock(source: str, languages: Sequence[str], texts: Iterable[tuple[str, Mapping[str, str]]]) -> Lock:
    translations = _others(languages, source)
    hashes = {
        path: Hashes(_hash_of(words.get(source, "")), tuple(_hash_of(words.get(code, "")) for code in translations))
        for path, words in texts
    }
    return Lock(source, translations, hashes)


def _words_of(text: Branch) -> dict[str, str]:
    return {code: word_of(text, code) or "" for code in text.entries}


def _plain_texts(plain: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield what ``_texts`` yields, from a version as its file would say it; the items of a list go by id or key."""
    if isinstance(plain, list):
        plain = {item.get("id") or item["key"]: item for item in plain if isinstance(item, dict)}
    if is_text(plain):
        yield ".".join(path), plain
    elif isinstance(plain, dict):
        for name, held in plain.items():
            yield from _plain_texts(held, (*path, str(name)))


def _hash_of(words: str) -> str:
    # A faulty file may hold half of a surrogate pair, which UTF-8 cannot write.
    return digest(words.encode(errors="replace").decode())[:HASH_LENGTH]

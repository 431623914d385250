"""Stale translations: what the lock holds, what makes a translation stale, and what accepting does."""

import re
from pathlib import Path

import pytest

from surveyapp.catalogue.files import (
    FaultyQuestionnaireError,
    list_stale,
    load_questionnaire,
    read_questionnaire,
    version_of,
    write_lock,
)
from surveyapp.catalogue.lock import lock_of_version
from tests.catalogue.samples import SMALL, SMALL_FILE, faults_in, spoiled
from tests.languages import EN
from tests.questionnaires import FROZEN_FILE

ENGLISH = ("We keep our word.", "We always keep our word.")
ARABIC = ("نفي بوعودنا.", "نفي بوعودنا دائماً.")
STALE = (
    "small.yaml:89:46: sections.integrity.statements.keeps_word.we.ar: the English text changed after this "
    "translation was made; translate it again, or accept it with --accept"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def lock(file: Path) -> bytes:
    return write_lock(file).read_bytes()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param([], [], id="nothing changed"),
        pytest.param([ENGLISH], [STALE], id="the source changed and the translation did not"),
        pytest.param([ENGLISH, ARABIC], [], id="both changed"),
        pytest.param([ARABIC], [], id="only the translation changed"),
        pytest.param([("thanks: {", "# a comment\nthanks: {")], [], id="only a comment changed"),
        pytest.param([("id: advice", "id: counsel"), ("Your advice?", "Advice?")], [], id="a new id is a new text"),
    ],
)
def test_staleness(changes: list[tuple[str, str]], expected: list[str], lock: bytes) -> None:
    assert faults_in(spoiled(*changes), lock=lock) == expected


def test_without_a_lock_nothing_is_stale() -> None:
    assert faults_in(spoiled(ENGLISH)) == []


def test_moving_a_statement_makes_nothing_stale(lock: bytes) -> None:
    joint = SMALL[SMALL.index("      - id: safe_to_speak") : SMALL.index('    open: {en: "What would help?"')]
    mirrored = SMALL[SMALL.index("      - id: keeps_word") : SMALL.index("      - id: safe_to_speak")]
    assert faults_in(spoiled((mirrored + joint, joint + mirrored)), lock=lock) == []


def test_stale_translations_stand_beside_other_faults(lock: bytes) -> None:
    faults = faults_in(spoiled(ENGLISH, ("min_side: 3", "min_side: 2")), lock=lock)
    assert faults == ["small.yaml:65:13: disclosure.min_side: must be 3 or more, not 2; raise it", STALE]


def test_accepting_makes_the_translation_fresh_and_the_next_change_stale_again(file: Path, lock: bytes) -> None:
    file.write_text(spoiled(ENGLISH), encoding="utf-8")
    with pytest.raises(FaultyQuestionnaireError):
        load_questionnaire(file)
    assert write_lock(file).read_bytes() != lock
    load_questionnaire(file)
    file.write_text(SMALL, encoding="utf-8")
    with pytest.raises(FaultyQuestionnaireError) as caught:
        load_questionnaire(file)
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [(89, 39)]


def test_faulty_file_cannot_be_accepted(file: Path, lock: bytes) -> None:
    file.write_text(spoiled(("min_side: 3", "min_side: 2")), encoding="utf-8")
    with pytest.raises(FaultyQuestionnaireError):
        write_lock(file)
    assert file.with_name("small.yaml.lock").read_bytes() == lock
    assert sorted(path.name for path in file.parent.iterdir()) == ["small.yaml", "small.yaml.lock"]


def test_lock_that_cannot_be_written(file: Path) -> None:
    file.with_name("small.yaml.lock").mkdir()
    with pytest.raises(FaultyQuestionnaireError) as caught:
        write_lock(file)
    sentence = "the file cannot be used: Is a directory; check its name and its permissions"
    assert str(caught.value) == f"{file}.lock:1:1: {sentence}"
    assert sorted(path.name for path in file.parent.iterdir()) == ["small.yaml", "small.yaml.lock"]


@pytest.mark.parametrize(
    ("lock", "expected"),
    [
        pytest.param(
            b"source en\n<<<<<<< HEAD\n",
            "small.yaml.lock:2:1: this line is no lock; write the lock anew with --accept",
            id="left over from a merge",
        ),
        pytest.param(
            b"", "small.yaml.lock:1:1: the lock names no source language; write it anew with --accept", id="empty"
        ),
        pytest.param(
            b"source \xff\n", "small.yaml.lock:1:1: this line is no lock; write the lock anew with --accept", id="bytes"
        ),
        pytest.param(
            b"source ar\n",
            "small.yaml:4:1: source_language: the lock was made from Arabic; write it anew with --accept",
            id="another source language",
        ),
    ],
)
def test_lock_that_does_not_fit(lock: bytes, expected: str) -> None:
    assert faults_in(SMALL, lock=lock) == [expected]


def test_lock_has_a_sorted_line_for_each_text(lock: bytes) -> None:
    head, source, translations, *lines = lock.decode().splitlines()
    assert head.startswith("# ")
    assert (source, translations) == ("source en", "translations ar")
    assert lines == sorted(lines)
    assert len(lines) == len(re.findall(r"\bar: ", SMALL)) == 66


def test_lock_says_nothing_about_the_version(file: Path) -> None:
    before = version_of(load_questionnaire(file))
    write_lock(file)
    assert version_of(load_questionnaire(file)) == before


@pytest.mark.parametrize("path", [SMALL_FILE, FROZEN_FILE], ids=["small", "frozen"])
def test_a_version_makes_the_lock_of_its_file(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert lock_of_version(load_questionnaire(copy), EN).to_bytes() == write_lock(copy).read_bytes()


def test_a_version_stands_for_a_lock() -> None:
    accepted = read_questionnaire(SMALL.encode(), name="small.yaml")
    (stale,) = list_stale(spoiled(ENGLISH).encode(), name="small.yaml", accepted=accepted)
    assert STALE.startswith(f"small.yaml:{stale.place.line}:{stale.place.column}: {stale.name}: ")
    assert (ENGLISH[1] in stale.source, ARABIC[0] in stale.translation, stale.language) == (True, True, "ar")
    assert list_stale(spoiled(ENGLISH, ARABIC).encode(), name="small.yaml", accepted=accepted) == ()

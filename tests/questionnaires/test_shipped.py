"""The shipped questionnaire may be reworded without another test knowing: it has no faults, and its lock is fresh."""

from pathlib import Path

from surveyapp.catalogue.files import read_questionnaire, write_lock
from tests.questionnaires import SHIPPED_FILE

LOCK = SHIPPED_FILE.with_name(f"{SHIPPED_FILE.name}.lock")


def test_it_has_no_faults() -> None:
    asked = read_questionnaire(SHIPPED_FILE.read_bytes(), name=SHIPPED_FILE.name, lock=LOCK.read_bytes())
    assert asked.slug == SHIPPED_FILE.stem


def test_its_lock_is_fresh(tmp_path: Path) -> None:
    copy = tmp_path / SHIPPED_FILE.name
    copy.write_bytes(SHIPPED_FILE.read_bytes())
    assert write_lock(copy).read_bytes() == LOCK.read_bytes()

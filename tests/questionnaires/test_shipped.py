"""The shipped questionnaires may be reworded without another test knowing: what all texts of both editions keep to."""

import re
from pathlib import Path

import pytest

from surveyapp.catalogue.files import load_questionnaire, read_questionnaire, write_lock
from surveyapp.core.instrument.outline import outline_of
from tests.questionnaires import SHIPPED_FILE

FIRST_FILE = SHIPPED_FILE.with_name("code-of-good-partnership-first.yaml")
SHIPPED = pytest.mark.parametrize("file", [SHIPPED_FILE, FIRST_FILE], ids=lambda file: file.stem)


def lock_beside(file: Path) -> bytes:
    return file.with_name(f"{file.name}.lock").read_bytes()


@SHIPPED
def test_it_has_no_faults_and_states_no_time_of_its_own(file: Path) -> None:
    asked = read_questionnaire(file.read_bytes(), name=file.name, lock=lock_beside(file))
    assert asked.slug == SHIPPED_FILE.stem
    texts = [
        said for item in outline_of(asked).items.values() for text in item.texts.values() for said in text.values()
    ]
    assert len(texts) > 300
    assert [said for said in texts if re.search(r"\bminutes?\b|دقيقة|دقائق", said)] == []


@SHIPPED
def test_its_lock_is_fresh(tmp_path: Path, file: Path) -> None:
    copy = tmp_path / file.name
    copy.write_bytes(file.read_bytes())
    assert write_lock(copy).read_bytes() == lock_beside(file)


def test_every_topic_has_two_mirrored_statements_and_a_joint_one() -> None:
    for section in load_questionnaire(SHIPPED_FILE).sections:
        assert [one.kind for one in section.statements] == ["mirrored", "mirrored", "joint"], section.id

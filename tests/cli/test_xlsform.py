"""``flask questionnaire export-xlsform`` and ``import-xlsform``: out of the database, and back as the same version."""

import json
from pathlib import Path

import pytest

from tests.catalogue.samples import HERE
from tests.catalogue.xlsforms import Form
from tests.cli.shells import QuickShell
from tests.databases import SQLITE_FIRST
from tests.questionnaires import FROZEN_FILE

pytestmark = SQLITE_FIRST


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> QuickShell:
    return QuickShell(tmp_path / "instance", database_url)


def test_the_same_version_comes_back(shell: QuickShell, tmp_path: Path) -> None:
    published = shell.say(f"flask questionnaire publish {FROZEN_FILE}")
    form, file = tmp_path / "form.xlsx", tmp_path / "form.yaml"
    said = shell.say(f"flask questionnaire export-xlsform code-of-good-partnership {form} --side prcs --json")
    assert json.loads(said) == {"file": str(form)}
    assert Form(form.read_bytes()).form_id == "code-of-good-partnership_prcs"
    assert shell.say(f"flask questionnaire import-xlsform {form} {file}") == f"{file}\n"
    assert shell.say(f"flask questionnaire check {file}") == "no faults\n"
    assert shell.say(f"flask questionnaire publish {file}") == published


def test_an_older_version_and_the_partners_side_when_none_is_named(shell: QuickShell, tmp_path: Path) -> None:
    version = shell.say(f"flask questionnaire publish {HERE / 'small.yaml'}").strip()
    newer = tmp_path / "newer.yaml"
    newer.write_text((HERE / "small.yaml").read_text(encoding="utf-8").replace("Thank you.", "Thanks."), "utf-8")
    shell.say(f"flask questionnaire publish {newer}")
    form = tmp_path / "form.xlsx"
    shell.say(f"flask questionnaire export-xlsform {version} {form}")
    made = Form(form.read_bytes())
    assert f"{made.form_id}@{made.version}" == version.replace("@", "_partner@")


def test_refusals_write_nothing(shell: QuickShell, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = shell.run(f"flask questionnaire export-xlsform nothing {out}")
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", "no questionnaire was published as 'nothing'\n")
    for file, says in ((FROZEN_FILE, "cannot be read as an .xlsx workbook"), (tmp_path / "nowhere", "No such file")):
        ran = shell.run(f"flask questionnaire import-xlsform {file} {out}")
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
        assert says in ran.stderr
    assert not out.exists()

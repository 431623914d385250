"""``flask responses``: an empty table, answers taken in from it, and refusals that store nothing."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from surveyapp.catalogue.tables import SIZE_LIMIT, load_bytes
from surveyapp.core.pages import form_pages
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.workflow.demonstrating import CASTS, demonstration_sheets
from tests.catalogue.filled import filled_rows, to_csv
from tests.cli.shells import QuickShell
from tests.conftest import QUESTIONNAIRE_FILE
from tests.databases import ON_SQLITE


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> QuickShell:
    """Return a terminal on a database with an open review: two links on one side, seven on the other."""
    shell = QuickShell(tmp_path / "instance", database_url)
    shell.say(f"flask questionnaire publish {QUESTIONNAIRE_FILE}")
    shell.say("flask partner create norcross --name-en Norwegian --name-ar النرويجي --kind national_society")
    shell.say("flask round create 2026 --title-en 2026 --title-ar 2026")
    review = "--round 2026 --partner norcross --questionnaire code-of-good-partnership --closes 2090-12-31"
    shell.say(f"flask review create {review}")
    shell.say("flask invite 1 --side prcs --count 2")
    shell.say("flask invite 1 --side partner --count 7")
    shell.say("flask review open 1")
    return shell


@pytest.fixture(scope="module")
def rows(questionnaire: Questionnaire) -> list[list[str]]:
    """Return the answers of five people of the partner."""
    pages = form_pages(questionnaire, Side.PARTNER)
    return filled_rows(pages, demonstration_sheets(questionnaire, "elsewhere", cast=CASTS[0], side=Side.PARTNER))


def test_from_the_empty_table_to_the_results(shell: QuickShell, rows: list[list[str]], tmp_path: Path) -> None:
    csv, xlsx = tmp_path / "a.csv", tmp_path / "a.xlsx"
    assert shell.say(f"flask responses template 1 --side partner {csv}") == f"{csv}\n"
    csv.write_bytes(csv.read_bytes() + to_csv(rows[:3]))
    assert json.loads(shell.say(f"flask responses template 1 --side partner {xlsx} --json")) == {"file": str(xlsx)}
    book = load_workbook(xlsx)
    for row in rows[3:]:
        book["answers"].append(row)
    book.save(xlsx)

    line = f"flask responses import 1 --side partner {csv}"
    dry = {"review": 1, "side": "partner", "responses": 3, "links_left": 4, "dry_run": True}
    assert json.loads(shell.say(f"{line} --dry-run --json")) == dry
    assert shell.say(f"{line} --dry-run") == (
        "3 responses of side partner would be stored; this was a dry run; unused links left: 4\n"
    )
    assert shell.say(line) == "3 responses of side partner were stored; unused links left: 4\n"
    stored = json.loads(shell.say(f"flask responses import 1 --side partner {xlsx} --json"))
    assert stored == {"review": 1, "side": "partner", "responses": 2, "links_left": 2, "dry_run": False}

    shell.say("flask review close 1")
    sides = json.loads(shell.say("flask results 1 --json"))["sides"]
    assert {side: facts["responses"] for side, facts in sides.items()} == {"prcs": 0, "partner": 5}


def test_faults_are_lines_and_refusals_one(shell: QuickShell, rows: list[list[str]], tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    names = shell_header(shell, tmp_path)
    file.write_bytes(to_csv([names, ["boss", *rows[0][1:]], [*rows[1][:-1], "perhaps"]]))
    ran = shell.run(f"flask responses import 1 --side partner {file}")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert [line[: len(str(file)) + 7] for line in ran.stderr.splitlines()] == [f"{file}: row {n}" for n in (2, 3)]

    file.write_bytes(to_csv([names, *rows]))
    for line, says in (
        (f"flask responses import 1 --side prcs {file}", "belongs to the form"),
        (f"flask responses import 2 --side partner {file}", "there is no review 2"),
        (f"flask responses import 1 --side partner {tmp_path / 'nowhere.csv'}", "No such file or directory"),
        (f"flask responses import 1 --side partner {tmp_path}", "irectory"),
        (f"flask responses template 2 --side partner {file}", "there is no review 2"),
    ):
        ran = shell.run(line)
        assert (ran.returncode != 0, ran.stdout) == (True, "")
        assert says in ran.stderr
    assert json.loads(shell.say(f"flask responses import 1 --side partner {file} --json"))["responses"] == 5
    ran = shell.run(f"flask responses import 1 --side partner {file}")
    assert (ran.returncode, ran.stderr) == (1, "5 rows need as many unused links of side partner, which has 2\n")
    shell.say("flask review close 1")
    ran = shell.run(f"flask responses import 1 --side partner {file} --dry-run")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("review 1 is closed, its last day 2090-12-31: ")


def shell_header(shell: QuickShell, folder: Path) -> list[str]:
    file = folder / "header.csv"
    shell.say(f"flask responses template 1 --side partner {file}")
    return file.read_text(encoding="utf-8-sig").strip().split(",")


@ON_SQLITE
def test_of_a_file_of_any_size_no_more_than_may_be_is_read(shell: QuickShell, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with file.open("wb") as opened:
        opened.truncate(SIZE_LIMIT * 1_000)
    assert len(load_bytes(file)) == SIZE_LIMIT + 1
    ran = shell.run(f"flask responses import 1 --side partner {file}")
    assert (ran.returncode, ran.stderr) == (1, f"{file}: the file has more than 5,000,000 bytes; split it\n")


@ON_SQLITE
def test_the_template_wants_a_known_ending(shell: QuickShell, tmp_path: Path) -> None:
    ran = shell.run(f"flask responses template 1 --side partner {tmp_path / 'a.pdf'}")
    assert ran.returncode == 2
    assert "must end in .csv or .xlsx" in ran.stderr

"""``flask responses``: an empty table, answers taken in from it, and refusals that store nothing."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from surveyapp.catalogue.signatures import SIZE_LIMIT
from surveyapp.catalogue.tables import load_bytes
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from tests.catalogue.filled import filled_rows, to_csv
from tests.cli.shells import QuickShell
from tests.databases import ON_SQLITE, SQLITE_FIRST
from tests.questionnaires import FROZEN_FILE


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> QuickShell:
    """Return a terminal on a database with an open review: two links on one side, seven on the other."""
    shell = QuickShell(tmp_path / "instance", database_url)
    shell.say(f"flask questionnaire publish {FROZEN_FILE}")
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
    dry = {
        "review": 1,
        "side": "partner",
        "import": 1,
        "responses": 3,
        "left_out": [],
        "dry_run": True,
    }
    assert json.loads(shell.say(f"{line} --dry-run --json")) == dry
    assert shell.say(f"{line} --dry-run") == (
        "3 responses of side partner would be stored as import 1; this was a dry run\n"
    )
    assert shell.say(line) == "3 responses of side partner were stored as import 1\n"
    stored = json.loads(shell.say(f"flask responses import 1 --side partner {xlsx} --json"))
    assert stored == dry | {"import": 2, "responses": 2, "dry_run": False}

    shell.say("flask review close 1")
    sides = json.loads(shell.say("flask results 1 --json"))["sides"]
    assert {side: facts["responses"] for side, facts in sides.items()} == {"prcs": 0, "partner": 5}


@SQLITE_FIRST
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
    file.write_bytes(to_csv([names, *([*row[:-2], f"{number}", "y"] for number, row in enumerate(rows[:3]))]))
    ran = shell.run(f"flask responses import 1 --side partner {file}")
    assert (ran.returncode, ran.stderr) == (1, "the table has more rows (3) than side partner has unused links\n")
    shell.say("flask review close 1")
    ran = shell.run(f"flask responses import 1 --side partner {file} --dry-run")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("review 1 is closed, its deadline 2090-12-31: ")


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


def export(rows: list[list[str]], names: list[str], *, states: list[str] | None = None) -> bytes:
    """Return the rows as ODK exports them, with what a reviewer says of each."""
    said = zip(rows, states or [""] * len(rows), strict=True)
    return to_csv(
        [[*names[:-1], "KEY", "ReviewState"], *([*row, f"uuid:{n}", state] for n, (row, state) in enumerate(said))]
    )


@SQLITE_FIRST
def test_a_second_export_is_counted_once_and_an_import_is_undone(
    shell: QuickShell, rows: list[list[str]], tmp_path: Path
) -> None:
    file, names = tmp_path / "a.csv", shell_header(shell, tmp_path)
    line = f"flask responses import 1 --side partner {file}"
    file.write_bytes(export(rows[:3], names))
    assert json.loads(shell.say(f"{line} --json"))["import"] == 1
    file.write_bytes(export(rows, names, states=["", "", "", "rejected", "approved"]))
    for more in ("", " --dry-run"):
        ran = shell.run(line + more)
        assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, "", 4)
        assert f'{file}: row 2, column CM (KEY): submission "uuid:0" is in import 1 already; --skip-known' in ran.stderr
    told = json.loads(shell.say(f"{line} --skip-known --unapproved skip --dry-run --json"))
    left_out = [{"row": row, "why": why} for row, why in ((2, "known"), (3, "known"), (4, "known"), (5, "unapproved"))]
    assert (told["import"], told["responses"], told["left_out"]) == (2, 1, left_out)
    assert shell.say(f"{line} --skip-known --unapproved skip") == (
        "1 response of side partner was stored as import 2\n"
        "left out as known: 3 (row 2, 3, 4)\n"
        "left out as unapproved: 1 (row 5)\n"
    )
    assert shell.say(f"{line} --skip-known --unapproved skip").splitlines()[0] == (
        "no response of side partner is left to store"
    )
    listed = json.loads(shell.say("flask responses imports 1 --json"))["imports"]
    assert [(one["import"], one["side"], one["responses"], one["undone"]) for one in listed] == [
        (1, "partner", 3, False),
        (2, "partner", 1, False),
    ]
    assert shell.say("flask responses undo 1 --import 1") == (
        "import 1 was undone: 3 responses of side partner were removed; links unused again: 3\n"
    )
    first, second = shell.say("flask responses imports 1").splitlines()
    assert (first.endswith("  3 responses of side partner, undone"), second[:3]) == (True, "2  ")
    told = json.loads(shell.say(f"{line} --skip-known --unapproved take --json"))
    assert (told["import"], told["responses"]) == (3, 4)
    told = json.loads(shell.say("flask responses undo 1 --import 3 --json"))
    assert told == {"review": 1, "import": 3, "side": "partner", "responses": 4}


@SQLITE_FIRST
def test_what_cannot_be_undone_is_said_in_one_sentence(
    shell: QuickShell, rows: list[list[str]], tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(export(rows[:2], shell_header(shell, tmp_path)))
    assert shell.say("flask responses imports 1") == "nothing was imported\n"
    shell.say(f"flask responses import 1 --side partner {file}")
    shell.say("flask responses undo 1 --import 1")
    for line, says in (
        ("undo 1 --import 1", "import 1 of review 1 was undone already"),
        ("undo 1 --import 2", "review 1 has no import 2; `flask responses imports 1` lists them"),
        ("undo 9 --import 1", "there is no review 9"),
        ("imports 9", "there is no review 9"),
    ):
        ran = shell.run(f"flask responses {line}")
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", f"{says}\n")
    shell.say("flask review close 1")
    for line in ("undo 1 --import 1", "imports 1"):
        ran = shell.run(f"flask responses {line}")
        assert ran.stderr == "review 1 is closed; closing has forgotten which answers came by which import\n"


@ON_SQLITE
def test_imports_under_a_lost_key_are_undone_first(shell: QuickShell, rows, tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(export(rows[:2], shell_header(shell, tmp_path)))
    shell.say(f"flask responses import 1 --side partner {file}")
    other = QuickShell(tmp_path / "another", database_url, SECRET_KEY="another secret of thirty-two characters")
    assert other.run(f"flask responses import 1 --side partner {file}").stderr == (
        "review 1 has imports made under another SECRET_KEY, of which nobody can tell what they took: undo 1"
        " (`flask responses undo`), and import those files anew\n"
    )


@ON_SQLITE
def test_every_option_decides_what_a_refusal_names(shell: QuickShell, rows: list[list[str]], tmp_path: Path) -> None:
    file, names = tmp_path / "a.csv", shell_header(shell, tmp_path)[:-1]
    blank, half = [""] * len(names), ["NA" if n % 2 else cell for n, cell in enumerate(rows[0])]
    file.write_bytes(to_csv([names, half, rows[1], rows[1], [*blank[:-1], "y"]]))
    line = f"flask responses import 1 --side partner {file} --dry-run"
    ran = shell.run(line)
    assert len(ran.stderr.splitlines()) == 3
    decided = "--na-means skipped --alike take --skip-blank"
    assert [option for option in decided.split() if option.startswith("--") and option not in ran.stderr] == []
    told = json.loads(shell.say(f"{line} {decided} --json"))
    assert (told["responses"], told["left_out"]) == (3, [{"row": 5, "why": "blank"}])

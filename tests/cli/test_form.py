"""``flask form``: a blank form from the shell, with a link or without."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.shells import QuickShell
from tests.databases import DatabaseMaker
from tests.questionnaires import FROZEN_FILE


@pytest.fixture(scope="module")
def prepared(sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> QuickShell:
    """A shell with two reviews in preparation, numbered 1 and 2."""
    shell = QuickShell(tmp_path_factory.mktemp("instance"), sqlite_maker.make())
    shell.say(f"flask questionnaire publish {FROZEN_FILE}")
    shell.say("flask round create 2026 --title-en 'Review 2026' --title-ar 'استعراض 2026'")
    for slug in ("norcross", "ministry"):
        shell.say(f"flask partner create {slug} --name-en '{slug}' --name-ar 'شريك' --kind government")
        shell.say(
            f"flask review create --round 2026 --partner {slug} --questionnaire code-of-good-partnership"
            " --closes 2030-12-31"
        )
    return shell


def words(pdf: Path) -> str:
    return subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def test_a_form_is_written(prepared: QuickShell, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    said = prepared.say(f"flask form 1 --side partner --language both {out} --json")
    assert json.loads(said) == {"form": str(out)}
    text = words(out)
    assert "Which describes your work best?" in text
    assert "ما الوصف" in text
    assert "31 December 2030" in text
    assert "Invited" not in text


def test_a_paper_forms_code_is_printed(prepared: QuickShell, tmp_path: Path) -> None:
    link, printed = prepared.say("flask invite 1 --side prcs --paper").strip(), tmp_path / "form.pdf"
    token, codes = link.rpartition("/")[2], set[str]()
    for given in (link, token.upper()):
        prepared.say(f"flask form 1 --side prcs --language en {printed} --link {given}")
        assert f"http://localhost:8000/r/{token}" in words(printed)
        codes |= set(re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b", words(printed)))
    (code,) = codes
    prepared.say(f"flask form 1 --side prcs --language en {printed} --link {code.lower()}")
    assert (code in words(printed), token in words(printed)) == (True, True)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("flask form 9 --side prcs --language ar {out}", "there is no review 9", id="no review"),
        pytest.param(
            "flask form 1 --side prcs --language ar {out} --link {nobodys}",
            "no link has this token",
            id="no link",
        ),
        pytest.param(
            "flask form 1 --side partner --language ar {out} --link {link}",
            "not one of review 1, side partner",
            id="side",
        ),
        pytest.param("flask form 2 --side prcs --language ar {out} --link {link}", "not one of review 2", id="review"),
        pytest.param("flask form 1 --side prcs --language ar {out}/no/form.pdf", "No such file", id="no folder"),
    ],
)
def test_refusals(prepared: QuickShell, tmp_path: Path, line: str, says: str) -> None:
    link = prepared.say("flask invite 1 --side prcs --paper").strip()
    ran = prepared.run(line.format(out=tmp_path / "form.pdf", link=link, nobodys="0" * 32))
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert says in ran.stderr
    assert not (tmp_path / "form.pdf").exists()


def test_letters_are_written(prepared: QuickShell, tmp_path: Path) -> None:
    links = prepared.say("flask invite 2 --side partner --count 2").split()
    said = prepared.say(f"flask letters 2 --side partner {tmp_path / 'letters.pdf'} --json")
    assert json.loads(said) == {"letters": 2, "file": str(tmp_path / "letters.pdf")}
    text = "".join(words(tmp_path / "letters.pdf").split())
    assert [link for link in links if link not in text] == []
    ran = prepared.run(f"flask letters 2 --side prcs {tmp_path / 'none.pdf'}")
    assert (ran.returncode, "so there are no letters" in ran.stderr, (tmp_path / "none.pdf").exists()) == (
        1,
        True,
        False,
    )

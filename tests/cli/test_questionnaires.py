"""``flask questionnaire``: the sheet for proof-reading, of a file and of a published version."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.catalogue.samples import SMALL
from tests.cli.shells import QuickShell
from tests.databases import DatabaseMaker


@pytest.fixture(scope="module")
def shell(sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> QuickShell:
    return QuickShell(tmp_path_factory.mktemp("instance"), sqlite_maker.make())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def footer_of(sheet: Path) -> str:
    return load_workbook(BytesIO(sheet.read_bytes()))["English"].oddFooter.left.text


def test_a_sheet_is_the_same_for_a_file_and_its_version(shell: QuickShell, file: Path, tmp_path: Path) -> None:
    version = shell.say(f"flask questionnaire publish {file}").strip()
    for number, source in enumerate([file, "small", version]):
        sheet = tmp_path / f"{number}.xlsx"
        assert shell.say(f"flask questionnaire proof {source} {sheet}") == f"{sheet}\n"
        assert footer_of(sheet) == version


def test_a_file_with_stale_translations_can_be_proof_read(shell: QuickShell, file: Path, tmp_path: Path) -> None:
    shell.say(f"flask questionnaire check {file} --accept")
    file.write_text(SMALL.replace("We keep our word.", "We keep our promises."), encoding="utf-8")
    assert shell.run(f"flask questionnaire check {file}").stdout == "1 fault\n"
    assert shell.run(f"flask questionnaire publish {file}").returncode == 1
    assert shell.run(f"flask questionnaire proof {file} {tmp_path / 'a.xlsx'}").returncode == 0


IDLE = (
    ("  about_us:", "  gap: {en: Gap, ar: فجوة}\n"),
    ("    favourable_min:", "    unfavourable_max: 1\n"),
    ("  still_differ:", "  agreed_score: {en: Score, ar: درجة}\n"),
)
"""A key, and what earlier files held before it."""


def test_what_does_nothing_is_named_and_may_be_published(shell: QuickShell, tmp_path: Path) -> None:
    path = tmp_path / "idle.yaml"
    years = "  - {id: years, question: {en: Years?, ar: سنوات؟}, options: [*]}\n".replace(
        "*", ", ".join(f"{{key: {key}, label: {{en: {key}, ar: كلمة}}}}" for key in ("few", "many"))
    )
    notice = "privacy_notice: {en: Nobody knows., ar: لا أحد يعلم.}\n"
    text = SMALL.replace("organisation_types:", f"{years}{notice}organisation_types:", 1)
    for key, gone in IDLE:
        text = text.replace(key, f"{gone}{key}", 1)
    path.write_text(text, encoding="utf-8")
    lines = text[: text.index("  - {id: years")].count("\n") + 1
    said = [
        f"{path}:27:3: labels.gap: is shown nowhere: pages and prints say it in words of the app's own; remove it",
        f"{path}:49:5: scales.often3.unfavourable_max: is shown nowhere: no figure is made of it; remove it",
        f"{path}:{lines}:10: profile.years: no figure is made of this question, so no form asks it; remove it",
        f"{path}:{lines + 1}:1: privacy_notice: is shown nowhere: what people are told follows from each review's own "
        "rules; remove it",
        f"{path}:127:3: meeting_form.agreed_score: is shown nowhere: pages and prints say it in words of the app's own"
        "; remove it",
    ]
    checked = shell.run(f"flask questionnaire check {path}")
    assert (checked.returncode, checked.stdout, checked.stderr.splitlines()) == (0, "no faults\n", said)
    assert json.loads(shell.say(f"flask questionnaire check {path} --json")) == {"faults": [], "remarks": said}
    published = shell.run(f"flask questionnaire publish {path}")
    assert (published.returncode, published.stderr.splitlines()) == (0, said)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param("nothing", "no questionnaire was published as 'nothing'", id="no such name"),
        pytest.param("nowhere.yaml", "nowhere.yaml:1:1: the file cannot be used", id="no such file"),
    ],
)
def test_what_there_is_not(shell: QuickShell, tmp_path: Path, source: str, says: str) -> None:
    ran = shell.run(f"flask questionnaire proof {source} {tmp_path / 'a.xlsx'}")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert says in ran.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_a_place_that_cannot_be_written(shell: QuickShell, file: Path, tmp_path: Path) -> None:
    ran = shell.run(f"flask questionnaire proof {file} {tmp_path / 'no' / 'a.xlsx'}")
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)

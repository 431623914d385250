"""The archive of PostgreSQL's log gives back what it took, and holds nothing that is older than it may be."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.programs import require_program

SCRIPT = ROOT / "deploy" / "cluster" / "archive.sh"
DAY, MINUTE = 24 * 60 * 60, 60


@dataclass
class Archive:
    """A folder, and the keys to it."""

    folder: Path
    environ: dict[str, str]

    def run(self, *words: object) -> str:
        line = ["bash", str(SCRIPT), *map(str, words)]
        return subprocess.run(line, env=self.environ, check=True, capture_output=True, text=True).stdout

    def names(self) -> list[str]:
        return sorted(one.name for one in self.folder.iterdir())

    def put(self, name: str, *, age: float, said: str = "") -> Path:
        """Write a file that is so many seconds old."""
        path = self.folder.parent / name if said else self.folder / name
        path.write_text(said)
        then = time.time() - age
        os.utime(path, (then, then))
        return path


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    require_program("age")
    identity = tmp_path / "identity"
    made = subprocess.run(["age-keygen", "-o", identity], check=True, capture_output=True, text=True).stderr
    (tmp_path / "wal").mkdir()
    keys = {"RECIPIENT": made.split()[-1], "IDENTITY": str(identity)}
    return Archive(tmp_path / "wal", {"PATH": os.environ["PATH"], "KEEP_DAYS": "3"} | keys)


def test_a_piece_is_as_old_as_what_it_holds_and_goes_at_that_age(archive: Archive) -> None:
    for name, age in (("one", 0), ("soon", 3 * DAY - MINUTE), ("late", 3 * DAY + MINUTE)):
        archive.run("wal", archive.put(name, age=age, said=f"what {name} holds"), archive.folder)
    assert archive.names() == ["one.age", "soon.age"]
    archive.run("take", "soon", archive.folder, archive.folder.parent / "taken")
    assert (archive.folder.parent / "taken").read_text() == "what soon holds"
    for name in ("base-2026-01-01T000000Z.tar.age", ".base-copy.tar.db1.7.new", "other"):
        archive.put(name, age=4 * DAY)
    archive.run("erase", archive.folder)
    assert archive.names() == ["one.age", "other", "soon.age"]


def test_the_last_copy_before_a_moment_is_unpacked(archive: Archive) -> None:
    for day in ("01", "03"):
        said = archive.put(f"of_{day}", age=0, said=day)
        line = f"tar -c -C {said.parent} {said.name} | age -r {archive.environ['RECIPIENT']}"
        line += f" >{archive.folder}/base-2026-01-{day}T020000Z.tar.age"
        subprocess.run(["bash", "-c", line], check=True)
    for number, (moment, file) in enumerate(
        {"2026-01-02 23:00:00+00": "of_01", "2026-01-03 05:30:00+03:30": "of_03", "": "of_03"}.items()
    ):
        data = archive.folder.parent / str(number)
        archive.run("restore", archive.folder, data, *([moment] if moment else []))
        assert [one.name for one in data.iterdir()] == [file]
    with pytest.raises(subprocess.CalledProcessError) as failed:
        archive.run("restore", archive.folder, archive.folder.parent / "none", "2026-01-01 01:59:00+00")
    assert "no copy from before 2026-01-01T015900Z" in failed.value.stderr

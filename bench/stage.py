"""What is there before anything is measured: an installation with one open review, made by its own commands."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.serving import ROOT, Tree

PREPARATION = (
    "db upgrade",
    "questionnaire publish questionnaires/code-of-good-partnership.yaml",
    "partner create example --name-en Example --name-ar مثال --kind ngo",
    "round create bench --title-en Bench --title-ar قياس",
    "review create --round bench --partner example --questionnaire code-of-good-partnership --closes 2099-12-31",
    "invite 1 --side prcs --count 3",
)
FIRST = "/healthz"


@dataclass
class Stage:
    """An installation whose review 1 is open, and the links that nobody used yet."""

    tree: Tree
    links: list[str]
    new: Path
    """A copy of its folder, in which nobody has answered."""

    def take(self, count: int) -> list[str]:
        """Return the paths of ``count`` links, which nobody else gets."""
        taken, self.links = self.links[:count], self.links[count:]
        assert len(taken) == count, "too few links were made"
        return taken

    def copied(self, name: str) -> Tree:
        """Return another installation, as this one was when nobody had answered."""
        folder = self.new.with_name(f"{self.tree.folder.name}-{name}")
        shutil.copytree(self.new, folder)
        return replace(self.tree, folder=folder)


def opened(tree: Tree, *, links: int) -> Stage:
    """Make an installation through its own commands; its folder is there and empty."""
    for command in PREPARATION:
        tree.flask(command)
    made = json.loads(tree.flask(f"invite 1 --side partner --count {links} --json"))["links"]
    tree.flask("review open 1")
    new = tree.folder.with_name(f"{tree.folder.name}-new")
    shutil.copytree(tree.folder, new)
    return Stage(tree, ["/r/" + link.rpartition("/")[2] for link in made], new)


@contextmanager
def installed(*, links: int, database_url: str = "") -> Iterator[Stage]:
    """Make an installation of this checkout, and remove it when the block ends."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        tree = Tree(ROOT.name, ROOT, Path(folder, "instance"), database_url)
        tree.folder.mkdir()
        yield opened(tree, links=links)


def put(tree: Tree, what: str, *words: str | Path | int) -> str:
    """Put something straight into the database: what ``bench/setting.py`` knows."""
    url = tree.environment["DATABASE_URL"]
    return tree.run(ROOT / "bench/setting.py", url, what, *map(str, words)).strip()

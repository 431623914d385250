"""Every drill holds, in its short form; what they find on larger numbers stands in docs/promises.md."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.databases import DatabaseMaker
from tests.programs import require_program
from tools.drills.__main__ import NAMES, load
from tools.drills.ground import Ground, ground

SHORT = {
    "malformed": "sqlite",
    "full_disk": "sqlite",
    "locked": "sqlite",
    "close_race": "postgresql",
    "postgres_stop": "postgresql",
    "upgrade": "sqlite",
    "slow_clients": "sqlite",
    "mail_down": "sqlite",
    "fuzz": "postgresql",
    "power_cut": "sqlite",
    "linkage": "postgresql",
    "close_under_kill": "sqlite",
    "clock": "sqlite",
    "scale": "sqlite",
}
"""The kind of database on which each drill is tried here, linkage on both kinds. The others are tests of their own:
sending one link at once in tests/browser, backups and restores in tests/workflow; failing over takes a minute."""


@pytest.fixture(scope="module")
def served(sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A ground with a server that several drills share."""
    place = Ground(sqlite_maker.make(), tmp_path_factory.mktemp("drill"))
    with place.serving() as server:
        place.server = server
        yield place
    place.engine.dispose()


AT_ONCE = {"malformed", "full_disk", "locked", "power_cut", "close_under_kill", "clock"}
"""Those that `make test` tries, with linkage on SQLite; the others start servers of their own, for `make wide`."""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(pytest.param(*one, marks=() if one[0] in AT_ONCE else pytest.mark.wide) for one in SHORT.items()),
        ("linkage", "sqlite"),
    ],
)
def test_a_drill_holds(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    if name == "slow_clients":
        require_program("nginx", package="nginx-light")
    drill = load(name)
    if drill.has_own_server:
        with ground(kind) as place:
            figure = drill.run(place, True)
    elif kind == "sqlite":
        figure = drill.run(request.getfixturevalue("served"), True)
    else:
        maker: DatabaseMaker = request.getfixturevalue("postgresql_maker")
        place = Ground(maker.make(), request.getfixturevalue("tmp_path"))
        figure = drill.run(place, True)
        place.engine.dispose()
    assert figure.holds, figure.said


def test_each_drill_is_documented() -> None:
    said = (ROOT / "docs" / "promises.md").read_text()
    assert [name for name in NAMES if f"`python -m tools.drills {name}`" not in said] == []
    assert {
        path.stem for path in Path(ROOT / "tools" / "drills").glob("*.py") if "DRILL = " in path.read_text()
    } == set(NAMES)

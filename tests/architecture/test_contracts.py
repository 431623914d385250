"""The contracts on imports in ``pyproject.toml``: kept, and seen to break. What cannot fail holds nobody.

Imports are added to the graph in memory, so that every module of the app can be tried, and modules of tomorrow.
"""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import combinations
from pathlib import Path

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract
from importlinter.domain.contract import Contract

from tests.architecture.sources import nodes

ROOT = Path(__file__).parents[2]
OPTIONS = read_configuration(str(ROOT / "pyproject.toml"))
KINDS: dict[str, type[Contract]] = {
    one.type_name: one for one in (AcyclicSiblingsContract, ForbiddenContract, LayersContract, ProtectedContract)
}
CONTRACTS = {
    told["name"]: KINDS[told["type"]](told["name"], OPTIONS["session_options"], told)
    for told in OPTIONS["contracts_options"]
}
TOLD = {told["name"]: told for told in OPTIONS["contracts_options"]}
LAYERED = [name for name, told in TOLD.items() if told["type"] == "layers"]
PROTECTED = [name for name, told in TOLD.items() if told["type"] == "protected"]

KNOW_ANSWERS = ("surveyapp.core", "surveyapp.store", "surveyapp.workflow")
"""The rooms in which raw answers are at home; of all others only the pages below handle any."""

_TAKE_ANSWERS = ("surveyapp.web.respond", "surveyapp.web.paper", "surveyapp.web.collecting", "surveyapp.cli.responses")

RAW: dict[str, tuple[str, ...]] = {
    "surveyapp.core.form.answers": (),
    "surveyapp.core.form.draft": ("surveyapp.web.paper.forms", "surveyapp.web.paper.keying"),
    "surveyapp.core.release.counting": (),
    "surveyapp.store.drafts": (),
    "surveyapp.store.responses": (),
    "surveyapp.store.rows": (),
    "surveyapp.store.rows.answers": (),
    "surveyapp.workflow.answers.answering": _TAKE_ANSWERS,
    "surveyapp.workflow.answers.importing": _TAKE_ANSWERS,
}
"""Modules by which raw answers can be reached, and who outside may import each. The rule, said a second time."""

METHOD, ZONES = "The method sees cells and no sheet", "Time zones come from settings, which reads one database of them"
WRONG = [
    pytest.param(METHOD, "core.method.leak", "core.form.answers", id="the method reads a sheet"),
    pytest.param(METHOD, "core.method.leak", "core.release.disclosure", id="the method reads what was counted"),
    pytest.param(METHOD, "core.text.rounding", "core.form.pages", id="what the method needs reads a form"),
    pytest.param(ZONES, "web.clock", "zoneinfo", id="a page asks the system for its time zones"),
    pytest.param(ZONES, "settings", "pytz", id="settings take time zones from a library"),
]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("surveyapp", include_external_packages=True, cache_dir=None)


def is_broken(graph: grimp.ImportGraph, name: str, importer: str, imported: str) -> bool:
    """Say whether a contract breaks when ``importer`` imports ``imported``, which need not be there yet."""
    new = {importer, imported} - graph.modules
    is_there = not new and graph.direct_import_exists(importer=importer, imported=imported)
    graph.add_import(importer=importer, imported=imported)
    try:
        tried = deepcopy(graph) if TOLD[name]["type"] == "forbidden" else graph  # which takes ignored imports away
        return not CONTRACTS[name].check(tried, verbose=False).kept
    finally:
        if not is_there:
            graph.remove_import(importer=importer, imported=imported)
        for module in new:
            graph.remove_module(module)


def is_in(module: str, packages: Iterable[str]) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in packages)


def every_module(graph: grimp.ImportGraph) -> list[str]:
    """Return every module of the app, and one of tomorrow for every package."""
    there = sorted(module for module in graph.modules if is_in(module, ["surveyapp"]))
    return there + [f"{package}.tomorrow" for package in there if graph.find_children(package)]


def test_every_contract_is_kept() -> None:
    """As the command says it: in a process of its own, since it silences others' logs."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.alike(4)
def test_no_room_reaches_raw_answers(graph: grimp.ImportGraph, raw: str) -> None:
    """Added to every module in turn, and to one that nobody has written yet in every room, the import is noticed."""
    assert raw in graph.modules
    rules = [name for name in PROTECTED if is_in(raw, TOLD[name]["protected_modules"])]
    tried = [module for module in every_module(graph) if not is_in(module, KNOW_ANSWERS)]
    unnoticed = [one for one in tried if not any(is_broken(graph, rule, one, raw) for rule in rules)]
    assert len(tried) > 200
    assert [one for one in unnoticed if not is_in(one, RAW[raw])] == []


@pytest.mark.parametrize("name", PROTECTED)
@pytest.mark.alike(3)
def test_a_protected_module_is_there_and_is_closed(graph: grimp.ImportGraph, name: str) -> None:
    told = TOLD[name]
    assert set(told["protected_modules"]) <= graph.modules
    strangers = [one for one in every_module(graph) if not is_in(one, told["allowed_importers"])]
    for module in told["protected_modules"]:
        strange = [one for one in strangers if not is_in(one, told["protected_modules"])]
        assert [one for one in strange if not is_broken(graph, name, one, module)] == []


@pytest.mark.parametrize("name", PROTECTED)
def test_nobody_is_let_in_who_need_not(graph: grimp.ImportGraph, name: str) -> None:
    told = TOLD[name]
    protected = {one for module in told["protected_modules"] for one in (module, *children(graph, module))}
    importers = {one for module in protected for one in graph.find_modules_that_directly_import(module)}
    assert [one for one in told["allowed_importers"] if not any(is_in(m, [one]) for m in importers)] == []


def children(graph: grimp.ImportGraph, module: str) -> set[str]:
    return set() if graph.is_module_squashed(module) else set(graph.find_descendants(module))


def layers_of(name: str) -> list[list[str]]:
    """Return the modules of each layer, the highest first."""
    container = TOLD[name]["containers"][0]
    parts = [[one.strip(" ()") for one in layer.split("|")] for layer in TOLD[name]["layers"]]
    return [[f"{container}.{one}" for one in layer] for layer in parts]


def backward(name: str) -> Iterator[tuple[str, str]]:
    """Yield every pair of a module and one that stands above it, or beside it and is not to be known."""
    layers = layers_of(name)
    for layer in layers:
        for one, other in combinations(layer, 2):
            yield from ((one, other), (other, one))
    for above, below in combinations(layers, 2):
        yield from ((low, high) for low in below for high in above)


@pytest.mark.parametrize("name", LAYERED)
@pytest.mark.alike(1)
def test_an_arrow_back_up_is_noticed(graph: grimp.ImportGraph, name: str) -> None:
    pairs = list(backward(name))
    assert len(pairs) > 15
    assert {one for layer in layers_of(name) for one in layer} <= graph.modules
    assert [pair for pair in pairs if not is_broken(graph, name, *pair)] == []


@pytest.mark.parametrize("name", LAYERED)
def test_a_new_room_is_noticed_that_has_no_place(graph: grimp.ImportGraph, name: str) -> None:
    assert is_broken(graph, name, f"{TOLD[name]['containers'][0]}.tomorrow", "surveyapp.core.errors")


@pytest.mark.parametrize(("name", "importer", "imported"), WRONG)
def test_a_wrong_import_is_noticed(graph: grimp.ImportGraph, name: str, importer: str, imported: str) -> None:
    known = f"surveyapp.{imported}" if "." in imported else imported
    assert "." not in imported or known in graph.modules
    assert is_broken(graph, name, f"surveyapp.{importer}", known)


def test_a_circle_is_noticed_in_every_package(graph: grimp.ImportGraph) -> None:
    name = "No modules side by side need each other"
    unnoticed = []
    for package in [one for one in every_module(graph) if one in graph.modules and graph.find_children(one)]:
        inside = sorted(graph.find_children(package))
        arrows = (
            (one, other)
            for one in inside
            for other in sorted(graph.find_modules_directly_imported_by(one))
            if other in inside
        )
        arrow = next(arrows, None)
        if arrow is not None and not is_broken(graph, name, arrow[1], arrow[0]):
            unnoticed.append(arrow)
    assert unnoticed == []


OF_ANSWERS = {"DraftRow", "KeyingRow", "ResponseRow"}
IN_STORE = {
    "rows/__init__",
    "rows/answers",
    "drafts",
    "invitations",
    "responses",
    "reviews",
    "sealing",
    "turnouts",
    "visits",
}


def test_rows_with_answers_are_named_by_few() -> None:
    """``store/rows`` is one door for all rows; behind it, those with answers are read where answers are kept."""
    found = {path for path, tree in sources() if OF_ANSWERS & {getattr(n, "name", getattr(n, "id", "")) for n in tree}}
    assert found == {f"surveyapp/store/{one}.py" for one in IN_STORE}


COUNTING = {
    "surveyapp/store/reviews.py": "counts",
    "surveyapp/store/turnouts.py": "as the day began",
    "surveyapp/workflow/reviews/closing.py": "shown once, and recorded",
    "surveyapp/workflow/reviews/handing_out.py": "of closed reviews",
    "surveyapp/web/desk/progress.py": "of closed reviews",
    "surveyapp/web/api/documents.py": "of closed reviews",
    "surveyapp/operating/checks.py": "of closed reviews",
}
"""Which modules ask how many have answered, and what they tell."""


def test_how_many_have_answered_is_asked_by_few() -> None:
    """A number that moves with each sending tells of it: what is told comes from ``store/turnouts.py``."""
    name = "count_responses"
    found = {
        path for path, tree in sources() if any(name in {getattr(n, "attr", ""), getattr(n, "name", "")} for n in tree)
    }
    assert found == set(COUNTING)


OF_SQLALCHEMY = {"Connection", "Engine", "Session", "DBAPIError", "SQLAlchemyError"}


def test_nobody_writes_sql_above_workflow() -> None:
    """Import rules do not see SQL that is written by hand: it is written in ``store`` and ``workflow`` alone."""
    at_fault = []
    for path, tree in sources():
        if path.split("/")[1] not in {"store", "workflow"}:
            imports = [node for node in tree if isinstance(node, (ast.Import, ast.ImportFrom))]
            of_sqlalchemy = [one for one in imports if ast.unparse(one).split()[1].split(".")[0] == "sqlalchemy"]
            names = {alias.name for one in of_sqlalchemy for alias in one.names} - OF_SQLALCHEMY
            at_fault += [(path, name) for name in sorted(names)]
            at_fault += [(path, node.attr) for node in tree if getattr(node, "attr", "") == "exec_driver_sql"]
    assert at_fault == []


def sources() -> Iterator[tuple[str, tuple[ast.AST, ...]]]:
    yield from ((path.as_posix(), found) for path, found in nodes().items())

"""What a visitor sends is a value, never the name of a parameter of ours; what people wrote is cleaned everywhere."""

import ast
import re
from collections.abc import Iterator

from sqlalchemy import String

from surveyapp.store.rows import Row
from tests.architecture.sources import calls, nodes
from tests.conftest import ROOT
from tests.hostile import READ_BY_RULE, WRITTEN

TEMPLATES = ROOT / "surveyapp" / "web" / "templates"

SENT = {"args", "form", "values", "view_args", "json", "headers", "cookies", "files"}


def spread() -> Iterator[tuple[str, str]]:
    """Yield every mapping that is spread into a call's keyword arguments, and where."""
    for path, call, _ in calls():
        yield from ((f"{path}:{call.lineno}", ast.unparse(one.value)) for one in call.keywords if not one.arg)


def named_after_what_is_sent(path: str, name: str) -> bool:
    """Say whether a name is given, in a module, something that spreads or copies what a visitor sent."""
    found = next(ones for one, ones in nodes().items() if path.startswith(f"{one}:"))
    given = [node for node in found if isinstance(node, ast.Assign | ast.AnnAssign) and node.value]
    targets = {
        ast.unparse(target): ast.unparse(node.value)
        for node in given
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    return holds_request(targets.get(name, ""))


def holds_request(code: str) -> bool:
    return any(
        f"**request.{one}" in code or f"request.{one}.to_dict" in code or code == f"request.{one}" for one in SENT
    )


def test_nothing_that_was_sent_becomes_a_keyword_argument() -> None:
    found = [(where, code) for where, code in spread()]
    assert len(found) > 20
    wrong = [(where, code) for where, code in found if holds_request(code) or "request." in code]
    wrong += [(where, code) for where, code in found if code.isidentifier() and named_after_what_is_sent(where, code)]
    assert wrong == []


def test_every_column_of_text_is_known_to_be_written_by_people_or_read_by_a_rule() -> None:
    columns = [(table.name, column) for table in Row.metadata.sorted_tables for column in table.columns]
    found = {(table, one.name) for table, one in columns if isinstance(one.type, String)}
    known = {(table, column) for table, columns in WRITTEN.items() for column in columns}
    assert {(table, column) for table, column in found - known if column not in READ_BY_RULE} == {
        ("questionnaire", "document"),  # published by staff, who are refused what hides (catalogue/texts.py)
        ("program", "name"),
    }


def test_only_fields_keep_what_was_typed() -> None:
    """``typed`` stands in the value of a control, or in a textarea."""
    lines = [line for path in TEMPLATES.rglob("*.html") for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        for before in line.split("| typed }}")[:-1]:
            assert re.search(r'(value="|<textarea[^>]*>(\{\{ "\\n" \}\})?)\{\{[^{}]*$', before), line


def calls_of(name: str) -> set[str]:
    """Return the modules that call ``name``."""
    return {str(path) for path, _, called in calls() if called == name}


def test_each_way_out_has_one_door() -> None:
    """Behind it what people wrote is cleaned; whoever opens another must clean there too."""
    assert calls_of("click.echo") == {"surveyapp/cli/installation.py"}
    assert calls_of("print") == {"surveyapp/rendering/process.py"}  # a line of JSON: kinds and places of errors alone
    assert calls_of("Environment") == {"surveyapp/mail/compose.py"}
    assert calls_of("self.figure.text") == {"surveyapp/charts/page.py"}
    assert calls_of("typst.compile_with_warnings") == {"surveyapp/reports/typst.py"}
    assert calls_of("csv.writer") == {"surveyapp/catalogue/blank_tables.py", "surveyapp/reports/exports/cells.py"}
    made = {path for path in calls_of("Markup") if path.startswith("surveyapp/web/")}
    doors = ("audit/telling", "inviting/alike", "respond/skeletons", "results/figures", "results/sheets", "showing")
    assert made == {f"surveyapp/web/{one}.py" for one in doors}

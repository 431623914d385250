"""No room but the one for words, the table of languages and the demonstration names a language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "surveyapp"
MAY_NAME = ("words/", "core/text/languages.py", "workflow/demonstrating/")
FILES_OF_WORDS = (".html", ".typ", ".js")
NAMED = re.compile(r"""(?<![\w-])(?:==|!=|in|\[|,)\s*["'](?:ar|en)["']|_\(["'](?:Arabic|English)["']""")
"""In a template or a script: a comparison with a code, or a name of a language as a word of its own."""


def named_in_python(source: str) -> Iterator[str]:
    """Yield what in a module is the code or the English name of a language."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in {"ar", "en", "Arabic", "English", "العربية"}:
            yield f"line {node.lineno}: {node.value!r}"


def named_in(path: Path, source: str) -> list[str]:
    """Return what in a file names a language."""
    return list(named_in_python(source)) if path.suffix == ".py" else NAMED.findall(source)


def _files() -> list[Path]:
    found = [path for path in ROOM.rglob("*") if path.suffix in {".py", *FILES_OF_WORDS} and path.is_file()]
    return [path for path in found if not str(path.relative_to(ROOM)).startswith(MAY_NAME)]


def test_no_other_file_names_a_language() -> None:
    assert len(_files()) > 300
    found = {str(path.relative_to(ROOM)): named_in(path, path.read_text(encoding="utf-8")) for path in _files()}
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        pytest.param("charts/leak.py", 'TITLES = {"ar": "عنوان"}\n', id="a table"),
        pytest.param("web/leak.py", 'is_arabic = language == "ar"\n', id="a comparison"),
        pytest.param("web/templates/leak.html", "{{ 'العربية' if other == 'ar' else 'English' }}", id="a template"),
        pytest.param("web/templates/leak.html", '{{ _("Arabic") }}', id="a name"),
    ],
)
def test_a_file_that_names_one_is_found(path: str, source: str) -> None:
    assert named_in(Path(path), source)

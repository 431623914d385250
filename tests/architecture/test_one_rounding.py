"""Scores are rounded and written by ``core/text/rounding.py`` alone: a figure is the same wherever it stands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "surveyapp"
NO_SCORES: dict[str, list[str]] = {
    "core/text/rounding.py": [":f", "quantize", "round", "round"],
    # how many people ticked what, made whole again
    "core/method/cells.py": ["round"],
    # numbers of people
    "words/method.py": [":.0f"],
    # the meeting's own scores, which it writes in halves
    "core/conduct/noting.py": [":g"],
    "words/agreed.py": [":g"],
    # places on a drawing, and which shade fills one
    "charts/svg.py": [":.2f"],
    "charts/distribution.py": ["round"],
    "charts/printed.py": ["round"],
    # the colours of a picture
    "charts/render.py": ["quantize"],
    # seconds
    "web/logs.py": ["round"],
    "cli/working.py": [":.0f"],
    # ticks of invented people
    "workflow/demonstrating/inventing.py": ["round"],
}
"""How often numbers are rounded or written elsewhere, file by file: none of it a score."""

_SPEC = re.compile(r"[.\d]?[eEfFgGn%]$")
_IN_WORDS = re.compile(r"%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[eEfFgG](?![\w-])|\{[^{}]*:[^{}]*\.\d+[eEfFgG%]\}")
_ROUNDING = {"round", "around", "quantize", "format_decimal", "format_number", "format_percent", "format_scientific"}
_FORMATTERS = {"FormatStrFormatter", "StrMethodFormatter", "PercentFormatter", "ScalarFormatter"}
_IN_TEMPLATES = re.compile(
    r"""['"][^'"]*['"]\s*\|\s*format\([^)]*\)|\|\s*round\b|\|\s*\w*(?:decimal|percent)\w*|%\.\d[fg]|\bround\([^)]*\)"""
    r"|\.toFixed|\.toPrecision|Intl\.NumberFormat|toLocaleString"
)
_TEMPLATES = {".html", ".txt", ".xml", ".typ", ".js", ".svg"}


def written_numbers(text: str) -> Iterator[str]:
    """Yield every piece of Python that rounds a number, or writes one with decimals."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)[2:-1]
            if _SPEC.search(spec):
                yield f":{spec}"
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            spec = getattr(node.args[1], "value", "") if name == "format" and len(node.args) > 1 else ""
            if name in _ROUNDING | _FORMATTERS or (isinstance(spec, str) and _SPEC.search(spec)):
                yield name
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _IN_WORDS.search(node.value):
            yield node.value


def test_no_other_code_rounds_or_writes_a_score() -> None:
    found: dict[str, list[str]] = {}
    for path in sorted(ROOT.rglob("*")):
        if path.suffix == ".py" or path.suffix in _TEMPLATES:
            text = path.read_text(encoding="utf-8")
            pieces = written_numbers(text) if path.suffix == ".py" else _IN_TEMPLATES.findall(text)
            found[path.relative_to(ROOT).as_posix()] = sorted(pieces)
    assert {path: pieces for path, pieces in found.items() if pieces} == NO_SCORES


@pytest.mark.parametrize(
    "wrong",
    [
        'f"{gap:.1f}"',
        'f"{gap:+.1f}"',
        'f"{gap:.{digits}f}"',
        'f"{share:.0%}"',
        'f"{mean:g}"',
        "round(mean, 1)",
        '"%.1f" % mean',
        '"%(mean).1f" % found',
        '"{:.1f}".format(mean)',
        'format(mean, ".1f")',
        "format_decimal(mean)",
        "numbers.format_percent(share)",
        "figure.quantize(Decimal(1))",
        "np.round(means, 1)",
        'FormatStrFormatter("%d")',
    ],
)
def test_what_writes_a_score_is_found(wrong: str) -> None:
    assert list(written_numbers(f"x = {wrong}"))


@pytest.mark.parametrize(
    "right",
    ['f"{written(gap)}"', 'f"{name:>10}"', 'f"{number:02d}"', '"%(n)s of %(of)s"', '"50% of all"', "rounded(mean)"],
)
def test_what_does_not_is_left_alone(right: str) -> None:
    assert list(written_numbers(f"x = {right}")) == []


@pytest.mark.parametrize(
    "wrong", ["{{ mean | round(1) }}", '{{ "%.1f" % mean }}', "mean.toFixed(1)", "calc.round(mean)"]
)
def test_so_it_is_in_templates_and_scripts(wrong: str) -> None:
    assert _IN_TEMPLATES.search(wrong)

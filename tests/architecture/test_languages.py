"""No module but the table, the words and the demonstration names a language: one more is a row, and no new code."""

import ast
import re
from collections.abc import Iterator

import pytest
from babel import Locale

from surveyapp.core.text.languages import LTR, RTL, TABLE, Row
from surveyapp.words.languages import english_name
from tests.architecture.sources import nodes
from tests.conftest import ROOT

APP = ROOT / "surveyapp"
MAY_NAME = ("words/", "core/text/languages.py", "workflow/demonstrating/")
"""Where languages are known, what each is called, and who is invented."""

NAMES_ALL_THE_SAME: dict[str, list[str]] = {
    # what former forms had beside a tick, which tables of answers still bear
    "catalogue/columns.py": ["Arabic letters", "Arabic letters"],
    # what people here would think of when they choose a password
    "workflow/accounts/passwords.py": ["Arabic letters"] * 6,
    # a font that other systems have
    "charts/svg.py": ["Arabic"],
    # faults of files are written in English, for those who write files, and are marked so
    "web/templates/questionnaires/macros.html": ['lang="en"'],
    "web/templates/collecting/checked.html": ['lang="en"'],
    # what programs are called on the market
    "web/templates/people/factor.html": ['lang="en"'],
    # Typst looks in which script people wrote
    "reports/templates/pack.typ": ["Arabic"],
    "reports/templates/shared.typ": ["Arabic"],
}
"""What names a language elsewhere, file by file, and why."""

_CODES = "|".join(TABLE)
_SPOKEN = "|".join((*map(english_name, TABLE), *(row.own_name for row in TABLE.values())))
_CODE = re.compile(rf"(?:{_CODES})|\w+[_-](?:{_CODES})|--\w+-(?:{_CODES})")
_WORDS = re.compile(rf"\b(?:{_SPOKEN})\b|\b\w+_(?:{_CODES})\b|\b(?:{_CODES}) (?:or|and) (?:{_CODES})\b")
_ARABIC = re.compile(r"[\u0621-\u064a]{3,}")
_IN_TEMPLATES = re.compile(
    rf"""lang=["'](?:{_CODES})["']|["'](?:{_CODES})["']|\b(?:{_CODES}):|\.(?:{_CODES})\b|:lang\((?:{_CODES})\)|{_WORDS.pattern}"""
)
_COMMENTS = re.compile(r"\{#[ -].*?#\}|/\*.*?\*/|(?m:(?:^| )// [^\n]*$)", re.DOTALL)
_TEMPLATES = {".html", ".txt", ".xml", ".typ", ".js", ".css", ".svg"}


def named_in_code(text: str, *, are_docstrings_read: bool = False) -> Iterator[str]:
    """Yield what names a language in Python: a string, an attribute or a keyword; docstrings where they are shown."""
    tree = ast.parse(text)
    docstrings = set() if are_docstrings_read else set(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.fullmatch(rf"{_CODES}|{_CODES.upper()}", node.attr):
            yield node.attr
        if isinstance(node, ast.keyword) and node.arg in TABLE:
            yield f"{node.arg}="
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield from [node.value] if _CODE.fullmatch(node.value) else _WORDS.findall(node.value)
            yield from ["Arabic letters"] if _ARABIC.search(node.value) else []


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield every string that stands by itself: a docstring, or one beneath a constant."""
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))


def named_in_template(text: str) -> list[str]:
    """Return what names a language in a template, style or script, but for comments."""
    plain = _COMMENTS.sub("", text)
    return [*_IN_TEMPLATES.findall(plain), *(["Arabic letters"] if _ARABIC.search(plain) else [])]


def test_no_other_module_names_a_language() -> None:
    found: dict[str, list[str]] = {}
    for path in sorted(APP.rglob("*")):
        name = path.relative_to(APP).as_posix()
        if name.startswith(MAY_NAME):
            continue
        if path.suffix == ".py":
            text = path.read_text(encoding="utf-8")
            found[name] = list(named_in_code(text, are_docstrings_read=name.startswith("cli/")))
        elif path.suffix in _TEMPLATES:
            found[name] = named_in_template(path.read_text(encoding="utf-8"))
    assert {name: pieces for name, pieces in found.items() if pieces} == NAMES_ALL_THE_SAME


@pytest.mark.parametrize(
    "wrong",
    [
        'Language("ar")',
        'text["en"]',
        "text.ar",
        "Language.EN",
        'Text({"ar": words})',
        "text(ar=words)",
        'row["name_ar"]',
        'click.option("--name-en")',
        'say("Write Arabic or English.", language)',
        'f"{name} (العربية)"',
        'help_text("a code, such as ar or en")',
        'languages[0] == "ar"',
    ],
)
def test_a_language_that_is_named_is_found(wrong: str) -> None:
    assert list(named_in_code(f"x = {wrong}"))


@pytest.mark.parametrize(
    "right", ['f"name_{code}"', "text.in_(language)", '"area"', '"open"', "Language(code)", '"[;؛]"', '"؟"']
)
def test_what_names_none_is_left_alone(right: str) -> None:
    assert list(named_in_code(f"x = {right}")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        '<p lang="ar">',
        "{% if language == 'en' %}",
        '#text(lang: "ar", it)',
        "it.ar",
        "const words = {ar: one}",
        "<p>{{ _('Arabic and English') }}</p>",
        "html:lang(ar) p{margin:0}",
        "<th>العربية</th>",
    ],
)
def test_so_it_is_in_templates_styles_and_scripts(wrong: str) -> None:
    assert named_in_template(wrong)


@pytest.mark.parametrize("right", ["{# Arabic first #}", "// sets Arabic", "/* as in English */", "{{ language }}"])
def test_comments_may(right: str) -> None:
    assert named_in_template(right) == []


def test_the_document_shows_a_row_as_it_is_written_and_is_found_from_where_people_begin() -> None:
    document = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    shown = re.search(r'`("fr": Row\(.*\)),`', document)
    assert shown is not None
    (row,) = ast.parse(f"{{{shown[1]}}}", mode="eval").body.values
    locale, direction, _own_name = row.args
    assert (ast.unparse(direction), Locale.parse(locale.value).character_order) == ("LTR", "left-to-right")
    assert len(row.args) + len(row.keywords) == len(Row._fields)
    assert "(docs/languages.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/languages.md)" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "`docs/languages.md`" in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", TABLE)
def test_a_row_agrees_with_cldr(code: str) -> None:
    locale, row = Locale.parse(TABLE[code].locale), TABLE[code]
    assert row.direction == {"left-to-right": LTR, "right-to-left": RTL}[locale.character_order]
    assert row.falls_back_to in TABLE.keys() - {code}


def test_no_sentence_is_said_within_an_f_string() -> None:
    """There the catalogue's tool does not find it, and it would be English in every language."""
    calls = (
        (path.name, ast.unparse(call))
        for path, found in nodes().items()
        for text in found
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
    )
    said = {"say", "marked", "counted", "gettext", "ngettext", "lazy_gettext"}
    assert [(name, call) for name, call in calls if call.split("(")[0].split(".")[-1] in said] == []

"""Words stand beside each other as the reader's language joins them: templates hold no comma of their own."""

import re

from jinja2 import Environment

from tests.conftest import ROOT

TEMPLATES = ROOT / "surveyapp" / "web" / "templates"
SIGNS = re.compile(r"<[^>]*>|&\w+;")
JOINED = re.compile(r"""join\(\s*["'][^"']*[,;،؛]""")


def commas_in(template: str) -> list[str]:
    """Return where a template joins words by itself."""
    read = Environment(autoescape=True).lex(template)
    plain = SIGNS.sub("", "".join(said for _, kind, said in read if kind == "data"))
    return re.findall(r"[^\n]*[,;،؛][^\n]*", plain) + JOINED.findall(template)


def test_templates_join_no_words() -> None:
    found = {str(path.relative_to(TEMPLATES)): commas_in(path.read_text()) for path in TEMPLATES.rglob("*.html")}
    assert {path: commas for path, commas in found.items() if commas} == {}


def test_a_comma_of_a_template_is_found() -> None:
    assert commas_in("{% for one in names %}<bdi>{{ one }}</bdi>{% if not loop.last %}, {% endif %}{% endfor %}")
    assert commas_in('{{ names | join(", ") }}')
    assert not commas_in('<p style="a, b">{{ _("One, two.") }} · {{ names | join(" · ") }}&nbsp;</p>')

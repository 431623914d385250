"""Whom a quoted statement means by “us” and “our”: said wherever one is quoted that has such a word."""

import re
from collections.abc import Iterable, Iterator

from surveyapp.core.instrument.statement import Statement
from surveyapp.core.method.summary import split_statements
from surveyapp.core.results import SectionResult
from surveyapp.core.sides import About, Facet, Side
from surveyapp.words.catalogue import SOURCE, marked, say
from surveyapp.words.naming import Names

_US = marked("“Us” and “our” in a statement on one organisation mean the other one.")
_WORDS = re.compile(r"\b(we|us|ours?|ourselves)\b", re.IGNORECASE)


def us_note(names: Names, quoted: Iterable[Statement]) -> str:
    """Return whom statements on one organisation mean by "us"; nothing where none of those quoted says so.

    Translations say the same as the source, which decides for all: both languages of a print have the line, or neither.
    """
    return say(_US, names.language) if any(map(_says_us, quoted)) else ""


def flags_note(names: Names, section: SectionResult) -> str:
    """Return the same of what the sentences about a topic's flags quote."""
    return us_note(names, in_flags(names, section, section.facets))


def in_flags(names: Names, section: SectionResult, facets: Iterable[Facet | None]) -> Iterator[Statement]:
    """Yield the statements that the sentences about flags of some facets quote."""
    asked = names.questionnaire.find_section(section.id)
    split = {one for facet in facets if facet for side in Side for one in split_statements(section, facet, side)}
    yield from (one for one in (asked.statements if asked else ()) if one.id in split)


def _says_us(statement: Statement) -> bool:
    """Say whether readers could take a statement for one of themselves; one that has no source text they might."""
    if About.OTHER not in statement.abouts:
        return False
    words = statement.text_about(About.OTHER).get(SOURCE)
    return words is None or bool(_WORDS.search(words))

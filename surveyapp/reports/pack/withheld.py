"""What is not shown, each reason once: a long list of like lines says no more, and nobody reads it."""

from collections import Counter
from collections.abc import Iterator

from surveyapp.core.results import Withheld
from surveyapp.reports.pack.reader import Reader
from surveyapp.words.joining import commas, named, semicolons
from surveyapp.words.withheld import why_withheld, withheld_name

Kinds = dict[str, Counter[str]]
"""What is withheld → where, and how often there."""


def withheld_terms(reader: Reader) -> list[dict[str, object]]:
    """Return the reasons, each with everything that is withheld for it, side by side."""
    found: dict[str, dict[str, Kinds]] = {}
    for entry in reader.result.withheld:
        why = why_withheld(entry, reader.result.thresholds, reader.language)
        side = reader.names.of(entry.side) if entry.side else reader.say("Both sides")
        kinds = found.setdefault(why[:1].upper() + why[1:], {}).setdefault(side, {})
        kinds.setdefault(withheld_name(entry, reader.language), Counter()).update(_places(reader, entry))
    return [
        {"term": why, "text": " ".join(f"{side} – {_told(reader, kinds)}" for side, kinds in of_sides.items())}
        for why, of_sides in found.items()
    ]


def _places(reader: Reader, entry: Withheld) -> Iterator[str]:
    """Yield where something is withheld, as precisely as the entry says; nothing where that is everywhere."""
    questionnaire = reader.questionnaire
    section = questionnaire.find_section(entry.section) if entry.section else None
    closing = [question.question for question in questionnaire.closing if question.id == entry.section]
    profile = [question.question for question in questionnaire.profile if question.id == entry.by]
    facet = [questionnaire.facets[entry.facet]] if entry.facet else []
    said = [reader.words(text) for text in [*([section.title] if section else closing), *facet, *profile]]
    if said:
        yield " – ".join(said)


def _told(reader: Reader, kinds: Kinds) -> str:
    told = []
    for kind, places in kinds.items():
        where = [place if number == 1 else f"{place} ({number})" for place, number in places.items()]
        told.append(named(kind, commas(where, reader.language), reader.language) if where else kind)
    words = semicolons(told, reader.language)
    return words if words.endswith(("?", "؟")) else f"{words}."

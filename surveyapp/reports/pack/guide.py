"""The sheet that tells how to read a pack: what a gap is, the signs as charts draw them, the words."""

from collections.abc import Iterator

from surveyapp.charts.drawn import signs_of_result
from surveyapp.reports.pack.charts import drawn_sign
from surveyapp.reports.pack.reader import Block, Reader, Sheet, block
from surveyapp.words.guide import guide
from surveyapp.words.meanings import meanings
from surveyapp.words.method import edition_note


def how_to_read(reader: Reader) -> Iterator[Sheet]:
    """Yield what to know before the first chart."""
    note = edition_note(reader.result, reader.language)
    found = meanings(reader.result, reader.questionnaire, reader.language)
    yield reader.sheet(
        reader.say("How to read this pack"),
        *([block("badge", text=note)] if note else []),
        *(block("text", text=words) for words in guide(reader.result, reader.names)),
        *_signs(reader),
        *([block("heading", text=reader.say("What the words mean"))] if found else []),
        block("terms", terms=[{"term": one.name, "text": one.text} for one in found]),
        kind="how",
    )


def _signs(reader: Reader) -> Iterator[Block]:
    """Yield the key of the signs that this result's charts draw."""
    signs = signs_of_result(reader.view)
    if signs:
        yield block("heading", text=reader.say("Signs in the charts"))
        yield block("signs", signs=[{"svg": drawn_sign(sign, reader.language), "text": text} for sign, text in signs])

"""The sheet at the end that tells how to read a pack: what a gap is, the signs, the words, and what is not shown."""

from collections.abc import Iterator, Mapping

from surveyapp.charts.drawn import Sign, signs_of_result
from surveyapp.core.conduct.review import Policy
from surveyapp.reports.pack.charts import drawn_sign
from surveyapp.reports.pack.reader import Block, Reader, Sheet, block
from surveyapp.reports.pack.withheld import withheld_terms
from surveyapp.words.catalogue import marked
from surveyapp.words.guide import guide
from surveyapp.words.meanings import meanings
from surveyapp.words.method import edition_note

_POLICIES: Mapping[Policy, str] = {
    Policy.STANDARD: marked("Disclosure rules: standard."),
    Policy.PROTECTED: marked("Disclosure rules: protected."),
}
_IN_WORDS = {Sign.SPLIT, Sign.UNSEEN}


def how_to_read(reader: Reader) -> Iterator[Sheet]:
    """Yield what explains figures and words, to be looked up."""
    note = edition_note(reader.result, reader.language)
    found = meanings(reader.result, reader.questionnaire, reader.language)
    yield reader.sheet(
        reader.say("How to read this pack"),
        *([block("badge", text=note)] if note else []),
        *(block("text", text=words) for words in guide(reader.result, reader.names)),
        *_signs(reader),
        *([block("heading", text=reader.say("What the words mean"))] if found else []),
        block("terms", terms=[{"term": one.name, "text": one.text} for one in found]),
        *_withheld(reader),
        kind="how",
    )


def _signs(reader: Reader) -> Iterator[Block]:
    """Yield the key of the signs that are drawn of this result; flags beside a reading stand there in words."""
    signs = [(sign, text) for sign, text in signs_of_result(reader.view) if sign not in _IN_WORDS]
    if signs:
        yield block("heading", text=reader.say("Signs in the charts"))
        yield block("signs", signs=[{"svg": drawn_sign(sign, reader.language), "text": text} for sign, text in signs])


def _withheld(reader: Reader) -> Iterator[Block]:
    """Yield under which rules figures are shown, and what is not, each reason once."""
    terms = withheld_terms(reader)
    yield block("heading", text=reader.say("Not shown, and why") if terms else reader.say("What is shown"))
    yield block("text", text=_rules(reader))
    yield block("terms", terms=terms)


def _rules(reader: Reader) -> str:
    """Return the policy, and from how many people on what is shown."""
    limits = reader.result.thresholds
    shown = reader.counted(
        "Scores if at least %(n)s person on a side answered; statements and comments if at least %(detail)s did.",
        "Scores if at least %(n)s people on a side answered; statements and comments if at least %(detail)s did.",
        limits.min_side,
        detail=limits.min_detail,
    )
    return f"{reader.say(_POLICIES[reader.result.review.policy])} {shown}"

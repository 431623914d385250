"""``flask results``: the results document, or what it says in plain words."""

from collections.abc import Iterator

import click

from surveyapp.cli.installation import Command, Installation, as_json_option, tell, tell_json
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.shown import shown
from surveyapp.core.wire import to_plain
from surveyapp.store import audit
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.results import get_result
from surveyapp.store.reviews import get_review
from surveyapp.words.catalogue import say
from surveyapp.words.joining import commas
from surveyapp.words.method import edition_note
from surveyapp.words.naming import Names
from surveyapp.words.readings import chance_sentence
from surveyapp.words.topics import Said, said_of
from surveyapp.words.whose import flags_note


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def results(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Print the released results of a review; it is written down that they were taken."""
    with installation.writing() as session:
        result, partner = get_result(session, review_id), get_review(session, review_id).partner.name
        names = Names(get_questionnaire(session, result.review.questionnaire), partner, installation.language)
        audit.record(session, "results.exported", review_id=review_id, kind="results")
    if as_json:
        tell_json(to_plain(result), indent=1)
    else:
        tell(_told(result, names))


def _told(result: ReviewResult, names: Names) -> str:
    """Return a line a comparison under its topic: its reading and its sentence; above all, what chance would do."""
    chance = chance_sentence(result.chance, scoring=names.questionnaire.scoring, language=names.language)
    lines = [note for note in (edition_note(result, names.language), chance) if note]
    for section in result.sections:
        found = said_of(result, section, names=names)
        lines += [names.words(section.title), *(f"  {line}" for one in found for line in _lines(one, names))]
        lines += [f"  {whose}" for whose in [flags_note(names, section)] if whose]
    return shown("\n".join(lines))


def _lines(said: Said, names: Names) -> Iterator[str]:
    alone = commas([f"{names.of(side)} {score}" for side, score in said.scores.items() if score], names.language)
    withheld = say("withheld (%(scores)s)", names.language, scores=alone) if alone else say("withheld", names.language)
    told = [said.reading or ("" if said.sentence else withheld), said.sentence]
    yield f"{said.name}: {'. '.join(words for words in told if words)}"
    yield from (f"  {flag}" for flag in said.flags)

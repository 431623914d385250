"""``flask round``: rounds of reviews."""

import click

from surveyapp.cli.installation import Group, Installation, as_json_option, reply
from surveyapp.cli.naming import words_option, written
from surveyapp.core.text.languages import Text
from surveyapp.store import rounds
from surveyapp.workflow.reviews import deleting, preparing


@click.group("round", cls=Group)
def round_() -> None:
    """Keep rounds."""


@round_.command("create")
@click.argument("slug")
@words_option("title")
@as_json_option
@click.pass_obj
def create_round(installation: Installation, slug: str, *, title: Text, as_json: bool) -> None:
    """Store a round, such as one year's."""
    with installation.writing() as session:
        made = preparing.create_round(session, slug, title=title)
    reply({"round": made.slug}, as_json=as_json, plain=made.slug)


@round_.command("delete")
@click.argument("slug")
@as_json_option
@click.pass_obj
def delete_round(installation: Installation, slug: str, *, as_json: bool) -> None:
    """Delete a round in which no review was prepared."""
    with installation.writing() as session:
        deleting.delete_round(session, slug)
    plain = installation.say("round %(round)s is deleted", round=slug)
    reply({"round": slug, "deleted": True}, as_json=as_json, plain=plain)


@round_.command("list")
@as_json_option
@click.pass_obj
def list_rounds(installation: Installation, *, as_json: bool) -> None:
    """List rounds, the newest first."""
    with installation.reading() as session:
        found = rounds.list_rounds(session)
    rows = [{"round": one.slug, **written("title", one.title)} for one in found]
    lines = ["\t".join([one.slug, *one.title.values()]) for one in found]
    reply({"rounds": rows}, as_json=as_json, plain="\n".join(lines) or installation.say("no rounds"))

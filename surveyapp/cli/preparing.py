"""``flask round``: rounds of reviews."""

import click

from surveyapp.cli.installation import Group, Installation, as_json_option, reply
from surveyapp.core.text.languages import Text
from surveyapp.store import rounds
from surveyapp.workflow.reviews import preparing


@click.group("round", cls=Group)
def round_() -> None:
    """Keep rounds."""


@round_.command("create")
@click.argument("slug")
@click.option("--title-en", required=True)
@click.option("--title-ar", required=True)
@as_json_option
@click.pass_obj
def create_round(installation: Installation, slug: str, *, title_en: str, title_ar: str, as_json: bool) -> None:
    """Store a round, such as one year's."""
    with installation.writing() as session:
        made = preparing.create_round(session, slug, title=Text(ar=title_ar, en=title_en))
    reply({"round": made.slug}, as_json=as_json, plain=made.slug)


@round_.command("list")
@as_json_option
@click.pass_obj
def list_rounds(installation: Installation, *, as_json: bool) -> None:
    """List rounds, the newest first."""
    with installation.reading() as session:
        found = rounds.list_rounds(session)
    rows = [{"round": one.slug, "title_en": one.title.en, "title_ar": one.title.ar} for one in found]
    plain = "\n".join("{round}\t{title_en}\t{title_ar}".format(**row) for row in rows) or installation.say("no rounds")
    reply({"rounds": rows}, as_json=as_json, plain=plain)

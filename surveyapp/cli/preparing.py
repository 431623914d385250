"""``flask round``, ``review`` and ``invite``: the life of a review."""

from datetime import date, datetime

import click

from surveyapp.cli.installation import Command, Group, Installation, as_json_option, now, say
from surveyapp.core.review import Answering, AnsweringBySide, Policy
from surveyapp.core.sides import Side, Text
from surveyapp.store import reviews, sealing
from surveyapp.workflow import closing, inviting, opening, preparing

_DATE = click.DateTime(formats=["%Y-%m-%d"])
_WAYS = click.Choice([way.value for way in Answering])


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
    say({"round": made.slug}, as_json=as_json, plain=made.slug)


@click.group(cls=Group)
def review() -> None:
    """Prepare, open, extend, close and share reviews."""


@review.command("create")
@click.option("--round", "round_slug", required=True)
@click.option("--partner", "partner_slug", required=True)
@click.option("--questionnaire", required=True, help="SLUG or SLUG@VERSION.")
@click.option("--closes", required=True, type=_DATE, help="The last day on which answers are taken.")
@click.option("--prcs", type=_WAYS, default=Answering.INDIVIDUAL.value, show_default=True)
@click.option("--partner-side", type=_WAYS, default=Answering.INDIVIDUAL.value, show_default=True)
@click.option("--policy", type=click.Choice([policy.value for policy in Policy]), default=Policy.STANDARD.value)
@click.option("--min-detail", type=int)
@as_json_option
@click.pass_obj
def create_review(
    installation: Installation,
    *,
    round_slug: str,
    partner_slug: str,
    questionnaire: str,
    closes: datetime,
    prcs: str,
    partner_side: str,
    policy: str,
    min_detail: int | None,
    as_json: bool,
) -> None:
    """Prepare a review and print its number."""
    with installation.writing() as session:
        made = preparing.create_review(
            session,
            round_slug,
            partner_slug=partner_slug,
            questionnaire=questionnaire,
            closes_at=_end(installation, closes.date()),
            now=now(),
            answering=AnsweringBySide(Answering(prcs), Answering(partner_side)),
            policy=Policy(policy),
            min_detail=min_detail,
        )
    say({"id": made.id}, as_json=as_json, plain=str(made.id))


@review.command("open")
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def open_review(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Open a review; its lists and settings are frozen."""
    with installation.writing() as session:
        short = opening.open_review(session, review_id, now=now())
    warnings = [f"warning: side {side}: fewer people are invited than any figure needs" for side in short] + [
        "warning: no focal point confirmed either side's list"
    ]
    for warning in warnings:
        click.echo(warning, err=True)
    say({"id": review_id, "state": "open", "warnings": warnings}, as_json=as_json, plain=f"review {review_id} is open")


@review.command("extend")
@click.argument("review_id", metavar="ID", type=int)
@click.option("--closes", required=True, type=_DATE, help="The new last day.")
@as_json_option
@click.pass_obj
def extend_review(installation: Installation, review_id: int, *, closes: datetime, as_json: bool) -> None:
    """Move the closing date of an open review to a later day."""
    with installation.writing() as session:
        closes_at = _end(installation, closes.date())
        opening.extend_review(session, review_id, closes_at=closes_at, now=now())
    day = closes.date().isoformat()
    say({"id": review_id, "closes": day}, as_json=as_json, plain=f"review {review_id} takes answers until {day}")


@review.command("close")
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def close_review(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Close a review for good, work out its results, and seal what was stored."""
    with installation.writing() as session:
        closing.close_review(session, review_id, now=now())
    sealing.compact(installation.engine)
    say({"id": review_id, "state": "closed"}, as_json=as_json, plain=f"review {review_id} is closed")


@review.command("share")
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def share_review(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Show both sides the results."""
    with installation.writing() as session:
        closing.share_review(session, review_id, now=now())
    say({"id": review_id, "state": "shared"}, as_json=as_json, plain=f"review {review_id} is shared")


@review.command("list")
@as_json_option
@click.pass_obj
def list_reviews(installation: Installation, *, as_json: bool) -> None:
    """List every review."""
    with installation.reading() as session:
        found = reviews.list_reviews(session)
    rows = [
        {"id": one.id, "round": one.round.slug, "partner": one.partner.slug, "state": one.state.value} for one in found
    ]
    plain = "\n".join("{id}\t{round}\t{partner}\t{state}".format(**row) for row in rows) or "no reviews"
    say({"reviews": rows}, as_json=as_json, plain=plain)


@click.command(cls=Command)
@click.argument("review_id", metavar="ID", type=int)
@click.option("--side", required=True, type=click.Choice([side.value for side in Side]))
@click.option("--count", type=int, default=1, show_default=True)
@click.option("--paper", "is_paper", is_flag=True, help="Codes of paper forms, which staff key when they come back.")
@as_json_option
@click.pass_obj
def invite(installation: Installation, review_id: int, *, side: str, count: int, is_paper: bool, as_json: bool) -> None:
    """Make personal links, one a line; before opening only."""
    with installation.writing() as session:
        tokens = inviting.invite(
            session, review_id, side=Side(side), count=count, keys=installation.keys, is_paper=is_paper
        )
    links = [installation.link(f"/{'paper' if is_paper else 'r'}/{token}") for token in tokens]
    say({"links": links}, as_json=as_json, plain="\n".join(links))


def _end(installation: Installation, day: date) -> datetime:
    return preparing.end_of_day(day, installation.settings.timezone)

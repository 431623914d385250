"""``flask review``: the life of a review."""

import sys
from datetime import date

import click

from surveyapp.cli.installation import DAY, Group, Installation, as_json_option, now, reply, tell
from surveyapp.core.conduct.checklist import Level, list_at
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy
from surveyapp.store import reviews, sealing
from surveyapp.words.checklist import finding_line
from surveyapp.workflow.reviews import closing, deleting, handing_out, opening, preparing
from surveyapp.workflow.reviews.preparing import MIN_DETAIL_LIMIT

_WAYS = click.Choice([way.value for way in Answering])
_POLICIES = click.Choice([policy.value for policy in Policy])
_MINIMUM = click.IntRange(max=MIN_DETAIL_LIMIT)


@click.group(cls=Group)
def review() -> None:
    """Prepare, open, extend, close and share reviews."""


@review.command("create")
@click.option("--round", "round_slug", required=True)
@click.option("--partner", "partner_slug", required=True)
@click.option("--questionnaire", required=True, help="SLUG or SLUG@VERSION.")
@click.option("--closes", required=True, type=DAY, help="The last day on which answers are taken.")
@click.option("--prcs", type=_WAYS, default=Answering.INDIVIDUAL.value, show_default=True)
@click.option("--partner-side", type=_WAYS, default=Answering.INDIVIDUAL.value, show_default=True)
@click.option("--policy", type=_POLICIES, default=Policy.STANDARD.value)
@click.option("--min-detail", type=_MINIMUM)
@as_json_option
@click.pass_obj
def create_review(
    installation: Installation,
    *,
    round_slug: str,
    partner_slug: str,
    questionnaire: str,
    closes: date,
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
            closes_on=closes,
            now=now(),
            answering=AnsweringBySide(Answering(prcs), Answering(partner_side)),
            policy=Policy(policy),
            min_detail=min_detail,
        )
    reply({"id": made.id}, as_json=as_json, plain=str(made.id))


@review.command("change")
@click.argument("review_id", metavar="ID", type=int)
@click.option("--questionnaire", help="SLUG or SLUG@VERSION.")
@click.option("--closes", type=DAY, help="The last day on which answers are taken.")
@click.option("--prcs", type=_WAYS)
@click.option("--partner-side", type=_WAYS)
@click.option("--policy", type=_POLICIES)
@click.option("--min-detail", type=_MINIMUM, help="Default: the questionnaire's.")
@as_json_option
@click.pass_obj
def change_review(
    installation: Installation,
    review_id: int,
    *,
    questionnaire: str | None,
    closes: date | None,
    prcs: str | None,
    partner_side: str | None,
    policy: str | None,
    min_detail: int | None,
    as_json: bool,
) -> None:
    """Prepare a review anew that was not opened yet; what is not named stays."""
    with installation.writing() as session:
        before = reviews.get_review(session, review_id)
        preparing.change_review(
            session,
            review_id,
            questionnaire=questionnaire or before.questionnaire,
            closes_on=closes or before.closes_on,
            now=now(),
            answering=AnsweringBySide(
                Answering(prcs or before.answering.prcs), Answering(partner_side or before.answering.partner)
            ),
            policy=Policy(policy or before.policy),
            min_detail=min_detail or before.thresholds.min_detail,
        )
    plain = installation.say("review %(review)s is changed", review=review_id)
    reply({"id": review_id}, as_json=as_json, plain=plain)


@review.command("delete")
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def delete_review(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Delete a review that was never opened, with its lists and links."""
    with installation.writing() as session:
        deleting.delete_review(session, review_id)
    plain = installation.say("review %(review)s is deleted", review=review_id)
    reply({"id": review_id, "deleted": True}, as_json=as_json, plain=plain)


@review.command("open")
@click.argument("review_id", metavar="ID", type=int)
@click.option("--reason", default="", help="Why it opens though a list is not confirmed.")
@as_json_option
@click.pass_obj
def open_review(installation: Installation, review_id: int, *, reason: str, as_json: bool) -> None:
    """Open a review; its lists and settings are frozen, and everybody is told that it was opened from the shell."""
    with installation.writing() as session:
        found = opening.open_review(session, review_id, now=now(), reason=reason)
    told = [finding_line(finding, installation.language) for finding in found]
    warnings = [installation.say("warning: %(what)s", what=what) for what in told]
    for warning in warnings:
        tell(warning, err=True)
    plain = installation.say("review %(review)s is open", review=review_id)
    reply({"id": review_id, "state": "open", "warnings": warnings}, as_json=as_json, plain=plain)


@review.command("check")
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def check_review(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Say what must be right before a review is opened, and exit with 1 when something is missing."""
    with installation.reading() as session:
        findings = opening.read_checklist(session, review_id, now=now())
    language = installation.language
    rows = [{"item": f.item, "level": f.level, "side": f.side, "says": finding_line(f, language)} for f in findings]
    plain = "\n".join("{level}\t{says}".format(**row) for row in rows)
    reply({"id": review_id, "checklist": rows}, as_json=as_json, plain=plain)
    if list_at(Level.MISSING, findings):
        sys.exit(1)


@review.command("extend")
@click.argument("review_id", metavar="ID", type=int)
@click.option("--closes", required=True, type=DAY, help="The new last day.")
@as_json_option
@click.pass_obj
def extend_review(installation: Installation, review_id: int, *, closes: date, as_json: bool) -> None:
    """Move the last day of an open review to a later one."""
    with installation.writing() as session:
        opening.extend_review(session, review_id, closes_on=closes, now=now())
    day = closes.isoformat()
    plain = installation.say("the deadline of review %(review)s is %(day)s", review=review_id, day=day)
    reply({"id": review_id, "closes": day}, as_json=as_json, plain=plain)


@review.command("close")
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def close_review(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Close a review for good: work out its results, erase its answers; again, when sealing was cut short."""
    with installation.writing() as session:
        if review_id not in sealing.list_unsealed(session):
            closing.close_review(session, review_id, now=now())
    installation.compact()
    plain = installation.say("review %(review)s is closed", review=review_id)
    reply({"id": review_id, "state": "closed"}, as_json=as_json, plain=plain)


@review.command("share")
@click.argument("review_id", metavar="ID", type=int)
@as_json_option
@click.pass_obj
def share_review(installation: Installation, review_id: int, *, as_json: bool) -> None:
    """Show both sides the results."""
    with installation.writing() as session:
        handing_out.share_with_focal_points(session, review_id, now=now(), keys=installation.keys)
    plain = installation.say("review %(review)s is shared", review=review_id)
    reply({"id": review_id, "state": "shared"}, as_json=as_json, plain=plain)


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
    plain = "\n".join("{id}\t{round}\t{partner}\t{state}".format(**row) for row in rows) or installation.say(
        "no reviews"
    )
    reply({"reviews": rows}, as_json=as_json, plain=plain)

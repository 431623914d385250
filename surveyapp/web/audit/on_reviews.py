"""What is done with a review, its answers and its results, as sentences."""

from collections.abc import Mapping

from surveyapp.web.audit.phrases import Phrase
from surveyapp.web.i18n import marked
from surveyapp.words.catalogue import marked_count

SENTENCES: Mapping[str, tuple[Phrase, ...]] = {
    "action.followed_up": (
        Phrase(marked("%(who)s followed up action %(promised)s of the review %(review)s: %(status)s.")),
    ),
    "action.promised": (Phrase(marked("%(who)s recorded action %(promised)s in the review %(review)s.")),),
    "action.put_otherwise": (
        Phrase(marked("%(who)s changed the wording of action %(promised)s in the review %(review)s.")),
    ),
    "action.taken_back": (Phrase(marked("%(who)s removed action %(promised)s from the review %(review)s.")),),
    "answers.import_undone": (
        Phrase(
            *marked_count(
                "%(who)s withdrew import %(number)s from the review %(review)s: the answers of %(num)s person of "
                "%(side)s.",
                "%(who)s withdrew import %(number)s from the review %(review)s: the answers of %(num)s people of "
                "%(side)s.",
            ),
            "count",
        ),
    ),
    "answers.imported": (
        Phrase(
            *marked_count(
                "%(who)s imported the answers of %(num)s person of %(side)s into the review %(review)s (import "
                "%(number)s).",
                "%(who)s imported the answers of %(num)s people of %(side)s into the review %(review)s (import "
                "%(number)s).",
            ),
            "count",
        ),
    ),
    "handout.mailed": (
        Phrase(
            *marked_count(
                "%(who)s mailed %(num)s focal point a link to the handout of the review %(review)s.",
                "%(who)s mailed %(num)s focal points a link to the handout of the review %(review)s.",
            ),
            "focal_points",
        ),
    ),
    "handout.taken": (Phrase(marked("%(who)s fetched the handout of %(side)s for the review %(review)s.")),),
    "keying.sent": (
        Phrase(
            *marked_count(
                "%(who)s sent a paper form of the review %(review)s, entered twice: %(num)s field differed.",
                "%(who)s sent a paper form of the review %(review)s, entered twice: %(num)s fields differed.",
            ),
            "differed",
            when="is_twice",
        ),
        Phrase(marked("%(who)s sent a paper form of the review %(review)s.")),
    ),
    "meeting.agreed": (Phrase(marked("%(who)s recorded what was agreed on %(section)s in the review %(review)s.")),),
    "meeting.mailed": (
        Phrase(
            *marked_count(
                "%(who)s mailed %(num)s person what was agreed in the review %(review)s.",
                "%(who)s mailed %(num)s people what was agreed in the review %(review)s.",
            ),
            "mails",
        ),
    ),
    "meeting.recorded": (
        Phrase(
            marked(
                "%(who)s recorded the meeting of the review %(review)s: held on %(held_on)s, follow-up on "
                "%(follow_up)s."
            )
        ),
        Phrase(marked("%(who)s recorded the meeting of the review %(review)s: held on %(held_on)s.")),
        Phrase(marked("%(who)s recorded the meeting of the review %(review)s.")),
    ),
    "meeting.signed_off": (
        Phrase(
            *marked_count(
                "%(who)s recorded that both sides signed off the review %(review)s on %(held_on)s, with %(num)s "
                "action.",
                "%(who)s recorded that both sides signed off the review %(review)s on %(held_on)s, with %(num)s "
                "actions.",
            ),
            "count",
        ),
    ),
    "results.exported": (
        Phrase(marked("%(who)s downloaded the results of the review %(review)s as a file: %(kind)s.")),
    ),
    "review.changed": (Phrase(marked("%(who)s changed the review %(review)s, still in preparation.")),),
    "review.closed": (Phrase(marked("%(who)s closed the review %(review)s.")),),
    "review.numbers_shown": (Phrase(marked("%(who)s saw how many have answered in the review %(review)s.")),),
    "review.created": (Phrase(marked("%(who)s prepared the review %(review)s.")),),
    "review.deleted": (Phrase(marked("%(who)s deleted the review %(review)s, still in preparation.")),),
    "review.extended": (
        Phrase(
            *marked_count(
                "%(who)s extended the review %(review)s to %(closes_on)s and told %(num)s person by e-mail.",
                "%(who)s extended the review %(review)s to %(closes_on)s and told %(num)s people by e-mail.",
            ),
            "mails",
        ),
        Phrase(marked("%(who)s extended the review %(review)s to %(closes_on)s.")),
    ),
    "review.opened": (Phrase(marked("%(who)s opened the review %(review)s and invited: %(invited)s.")),),
    "review.proposed": (Phrase(marked("%(who)s proposed to open the review %(review)s.")),),
    "review.sealed": (Phrase(marked("%(who)s sealed the review %(review)s.")),),
    "review.shared": (Phrase(marked("%(who)s shared the results of the review %(review)s with both sides.")),),
}

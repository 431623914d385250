"""What mails say, by kind. ``%(partner)s``, ``%(round)s``, ``%(day)s`` and the like are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.conduct.mail import MailKind
from surveyapp.words import handed
from surveyapp.words.catalogue import marked
from surveyapp.words.inviting import WHAT_FOR

_ALONE = marked("This link is for you only; please do not pass it on.")
_ALONE_UNTIL = marked("This link is for you only; please do not pass it on. You can answer until the end of %(day)s.")
_ORGANISATIONS_UNTIL = marked(
    "This link is for your organisation, and you may pass it on within it: anyone who has it can read and "
    "change the form until it is sent, and can send it. You can answer until the end of %(day)s."
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A mail: its subject, what stands before the link, what the link is called, what stands after; to be said.

    ``attributed`` stands after it instead where an organisation gives one form.
    """

    subject: str
    before: tuple[str, ...]
    button: str = ""
    after: tuple[str, ...] = ()
    attributed: tuple[str, ...] = ()


WORDINGS: Mapping[MailKind, Wording] = {
    MailKind.INVITATION: Wording(
        marked("Invitation: partnership review of PRCS and %(partner)s"),
        (WHAT_FOR, "%(time)s"),
        marked("Open the form"),
        (_ALONE_UNTIL,),
        (_ORGANISATIONS_UNTIL,),
    ),
    MailKind.REISSUED: Wording(
        marked("Another link: partnership review of PRCS and %(partner)s"),
        (
            marked(
                "Here is another link to the form of the partnership review of the Palestine Red Crescent Society and "
                "%(partner)s (%(round)s). The earlier link no longer works."
            ),
            handed.TOOK_A_PLACE,
            "%(time)s",
        ),
        marked("Open the form"),
        (_ALONE_UNTIL,),
        (_ORGANISATIONS_UNTIL,),
    ),
    MailKind.MOVED: Wording(
        marked("Your link has ended: partnership review of PRCS and %(partner)s"),
        (
            marked(
                "The link that was sent to this address for the partnership review of the Palestine Red Crescent "
                "Society and %(partner)s (%(round)s) no longer works. E-mail to this address was reported as returned, "
                "so another link was sent to another address."
            ),
            marked(
                "If you are reading this, e-mail does reach you: please tell us soon, so that the right person gets "
                "the link. Answers that were sent through the old link count. Answers that were only started were "
                "erased, and were passed on to nobody."
            ),
        ),
    ),
    MailKind.WITHDRAWN: Wording(
        marked("Your link has ended: partnership review of PRCS and %(partner)s"),
        (
            marked(
                "Your link to the form of the partnership review of the Palestine Red Crescent Society and "
                "%(partner)s (%(round)s) was withdrawn and no longer works. No other link takes its place."
            ),
            marked(
                "Answers that were sent through it still count, and nobody is told which they are. Answers that were "
                "only started were erased, and were passed on to nobody. If you think that this is a mistake, please "
                "tell us."
            ),
        ),
    ),
    MailKind.REMINDER: Wording(
        marked("Partnership review of PRCS and %(partner)s: open until %(day)s"),
        (
            marked(
                "We invited you to answer in the partnership review of the Palestine Red Crescent Society "
                "and %(partner)s (%(round)s). If you have answered already, there is nothing more to do; thank you. If "
                "not, the form is still open; if you have started, your answers are saved."
            ),
        ),
        marked("Open the form"),
        (
            marked(
                "Everyone on your side whom our e-mail reaches receives this message, whether they have answered or "
                "not, so that it tells nobody who has. You can answer until the end of %(day)s."
            ),
        ),
        (
            marked(
                "This link is for your organisation, and you may pass it on within it. You receive this message "
                "whether the form was sent or not. You can answer until the end of %(day)s."
            ),
        ),
    ),
    MailKind.EXTENDED: Wording(
        marked("Partnership review of PRCS and %(partner)s: now open until %(day)s"),
        (
            marked(
                "The partnership review of the Palestine Red Crescent Society and %(partner)s (%(round)s), to which we "
                "invited you, stays open for longer: answers are accepted until the end of %(day)s."
            ),
            marked(
                "If you have answered already, there is nothing more to do; thank you. If not, the form is still open; "
                "if you have started, your answers are saved."
            ),
        ),
        marked("Open the form"),
        (
            marked(
                "Everyone on your side whom our e-mail reaches receives this message, whether they have answered or "
                "not, so that it tells nobody who has."
            ),
        ),
        (
            marked(
                "This link is for your organisation, and you may pass it on within it. You receive this message "
                "whether the form was sent or not."
            ),
        ),
    ),
    MailKind.ROSTER: Wording(
        marked("Please confirm the list of people: PRCS and %(partner)s"),
        (
            marked(
                "You are the focal point of one side in the partnership review of the Palestine Red Crescent Society "
                "and %(partner)s (%(round)s). Before it opens, please check the list of people invited on your side: "
                "is each of them a real person who works in this partnership, and is anyone missing?"
            ),
            marked("The list: %(counts)s."),
            "%(handed_out)s",
            marked(
                "Your confirmation protects everyone’s anonymity: if the list contained made-up people, other "
                "people’s answers could be deduced."
            ),
            "%(weight)s",
        ),
        marked("See the list"),
        (_ALONE,),
    ),
    MailKind.SHARED: Wording(
        marked("Results of the partnership review of PRCS and %(partner)s"),
        (
            marked(
                "Both sides can now see the results of the partnership review of the Palestine Red Crescent Society "
                "and %(partner)s (%(round)s)."
            ),
            marked("Open the last link that you received to see the summary. Thank you to everyone who took part."),
        ),
    ),
    MailKind.HANDOUT: Wording(
        marked("Handout for the review meeting of PRCS and %(partner)s"),
        (
            marked(
                "Both sides can now see the results of the partnership review of the Palestine Red Crescent Society "
                "and %(partner)s (%(round)s)."
            ),
            marked(
                "As a focal point of one side you can fetch the handout for the meeting here: the summary that both "
                "sides see, as a file to print (PDF). You need no account."
            ),
        ),
        marked("Fetch the handout"),
        (
            marked(
                "This link works for %(life)s from this message. You may give the file to those on your side who take "
                "part in the meeting; keep the link itself to yourself."
            ),
        ),
    ),
    MailKind.ACCOUNT: Wording(
        marked("Your account in the partnership review"),
        (
            marked(
                "An account has been created for you in the partnership review of the Palestine Red Crescent Society. "
                "Use this link to choose a password and sign in for the first time."
            ),
        ),
        marked("Choose a password"),
        (
            marked(
                "This link works once, within %(life)s of this message. After that, ask for a new link on the sign-in "
                "page. If you were not expecting this message, ignore it."
            ),
        ),
    ),
    MailKind.PASSWORD: Wording(
        marked("A new password for your account"),
        (marked("Someone asked for a link to set a new password for your account in the partnership review."),),
        marked("Choose a password"),
        (
            marked(
                "This link works once, within %(life)s of this message. If it was not you, ignore this message; your "
                "password stays as it is."
            ),
        ),
    ),
    MailKind.FOLLOW_UP: Wording(
        marked("Following up what PRCS and %(partner)s agreed"),
        (
            marked(
                "At the review meeting (%(round)s) the Palestine Red Crescent Society and %(partner)s agreed on "
                "actions. Some of them are due, and no progress has been recorded yet."
            ),
        ),
        marked("See the actions"),
        (marked("This message is sent only once for each action."),),
    ),
    MailKind.AGREED: Wording(
        marked("What PRCS and %(partner)s agreed"),
        (
            marked(
                "At the review meeting (%(round)s) the Palestine Red Crescent Society and %(partner)s agreed on what "
                "follows."
            ),
            marked("For PRCS, %(prcs_name)s signed it off on %(signed_on)s, and for the partner, %(partner_name)s."),
        ),
        after=(marked("This message went to the focal points of both sides."),),
    ),
    MailKind.RECORD: Wording(
        marked("Activity log: entry %(number)s"),
        (
            marked(
                "The newest entry of the activity log has the number %(number)s. Please keep this message: with this "
                "command, an operator sees later whether the log was changed or cut behind the app’s back."
            ),
            "%(command)s",
        ),
        after=(
            marked(
                "This message comes to administrators at most once a day, and only when something new was recorded."
            ),
        ),
    ),
    MailKind.TEST: Wording(marked("A test message"), (marked("This message arrived, so e-mail works."),)),
}

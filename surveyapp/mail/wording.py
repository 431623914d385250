"""What mails say, by kind. ``%(partner)s``, ``%(round)s``, ``%(day)s`` and the like are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.core.conduct.mail import MailKind
from surveyapp.words.catalogue import marked
from surveyapp.words.inviting import WHAT_FOR

SENDER = marked("Partnership review")
INDIVIDUAL = marked(
    "Your answers are not tied to your name, and nobody sees any result before the review is closed. Before the first "
    "question the form says who will see what, and when."
)
ATTRIBUTED = marked(
    "Your organisation gives one agreed form, which is shown as your organisation’s answer. Before the first question "
    "the form says who will see what, and when."
)
QUESTIONS = marked("Questions? Write to %(contact)s")
AUTOMATIC = marked("This message was sent automatically.")
_ALONE = marked("This link is yours alone; please do not pass it on.")


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
        (WHAT_FOR,),
        marked("Open the form"),
        (marked("This link is yours alone; please do not pass it on. Answers are taken until the end of %(day)s."),),
        (
            marked(
                "This link is for your organisation, and you may pass it on inside it: whoever has it can read and "
                "change the form until it is sent. Answers are taken until the end of %(day)s."
            ),
        ),
    ),
    MailKind.REMINDER: Wording(
        marked("Reminder: partnership review of PRCS and %(partner)s"),
        (
            marked(
                "Some days ago we asked for your view in the partnership review of the Palestine Red Crescent Society "
                "and %(partner)s (%(round)s). Nothing was sent through your link so far. If you have begun, what you "
                "answered is kept."
            ),
        ),
        marked("Go on with the form"),
        (
            marked(
                "The program sends this reminder by itself to whoever has not answered, and shows nobody to whom it "
                "went. Answers are taken until the end of %(day)s."
            ),
        ),
        (
            marked(
                "This link is for your organisation, and you may pass it on inside it. The program sends this reminder "
                "by itself as long as your organisation’s form was not sent. Answers are taken until the end of "
                "%(day)s."
            ),
        ),
    ),
    MailKind.ROSTER: Wording(
        marked("Please confirm the list of people: PRCS and %(partner)s"),
        (
            marked(
                "You are the focal point of one side in the partnership review of the Palestine Red Crescent Society "
                "and %(partner)s (%(round)s). Before it opens, please look at the list of people invited on your side: "
                "does each of them exist and work in this partnership, and is anybody missing?"
            ),
            marked(
                "Your confirmation protects everybody’s anonymity: with invented people on the list, the answers of "
                "the others could be worked out."
            ),
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
            marked(
                "Open the link that came with your invitation to see the summary. Thank you to everybody who took part."
            ),
        ),
    ),
    MailKind.ACCOUNT: Wording(
        marked("Your account in the partnership review"),
        (
            marked(
                "An account was made for you in the partnership review of the Palestine Red Crescent Society. With "
                "this link you choose a password, and sign in for the first time."
            ),
        ),
        marked("Choose a password"),
        (
            marked(
                "This link works once, within %(life)s of this message. Later, ask for a new one on the sign-in page. "
                "If you did not expect this message, ignore it."
            ),
        ),
    ),
    MailKind.PASSWORD: Wording(
        marked("A new password for your account"),
        (marked("Somebody asked for a link to a new password for your account in the partnership review."),),
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
                "actions. Some of them are due, and what has become of them was not written down yet."
            ),
        ),
        marked("See the actions"),
        (marked("Of each action this message is sent only once."),),
    ),
    MailKind.TEST: Wording(marked("A test message"), (marked("This message arrived, so mail works."),)),
}

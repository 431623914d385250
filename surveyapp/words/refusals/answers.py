"""Refusals about links and answers: on screen, on paper, and taken from a file."""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

ANSWERS: Mapping[Code, Refusal] = {
    Code.ALREADY_SENT: Refusal(
        marked("These answers were sent already, and can no longer be changed."),
    ),
    Code.BAD_VALUE: Refusal(
        marked("One of the answers is none that the form offers."),
        shell=marked("field %(field)s does not take this value"),
    ),
    Code.CODE_CUT: Refusal(
        marked(
            "This is not a whole code. Letters and digits in a code: %(length)s, on older letters 32; typed here: "
            "%(typed)s."
        ),
    ),
    Code.CODE_MISTYPED: Refusal(
        marked(
            "There is a typing error in this code. Please compare it with your letter or form, character by "
            "character. Codes never contain the letters I, L, O, U or Z."
        ),
    ),
    Code.IMPORT_UNDONE: Refusal(
        marked("This import was undone already."),
        shell=marked("import %(number)s of review %(review)s was undone already"),
    ),
    Code.IMPORTED_UNDER_OTHER_KEY: Refusal(
        marked("Earlier imports into this review were made under another secret key. Undo them, and import them anew."),
        shell=marked(
            "review %(review)s has imports made under another SECRET_KEY, of which nobody can tell what they took: undo"
            " %(numbers)s (`flask responses undo`), and import those files anew"
        ),
    ),
    Code.IMPORTS_FORGOTTEN: Refusal(
        marked("Closing has forgotten which answers came by which import."),
        shell=marked("review %(review)s is %(state)s; closing has forgotten which answers came by which import"),
    ),
    Code.KEYED_ALREADY: Refusal(
        marked("Someone else has entered this form meanwhile."),
    ),
    Code.KEYINGS_DIFFER: Refusal(
        marked("The two entries differ. Settle the differences first."),
    ),
    Code.LINK_REPLACED: Refusal(
        marked("This link has ended: another letter or e-mail took its place."),
        advice=marked(
            "Please use the link in the newest letter or e-mail that you received. If you received none, ask the "
            "person who invited you: another link may have gone to someone else."
        ),
    ),
    Code.LINK_REVOKED: Refusal(
        marked("This link was withdrawn."),
        advice=marked("Please ask the person who invited you."),
    ),
    Code.MAY_NOT_IMPORT: Refusal(
        marked("Answers are imported only while the review accepts answers."),
        shell=marked("review %(review)s is %(state)s, its deadline %(closes)s: it accepts no answers now"),
        advice=marked("See the review’s page for its current state."),
    ),
    Code.NO_IMPORT: Refusal(
        marked("The review has no such import."),
        shell=marked("review %(review)s has no import %(number)s; `flask responses imports %(review)s` lists them"),
    ),
    Code.NO_PAGE: Refusal(
        marked("The form has no such page."),
        shell=marked("the form has no page %(page)s"),
    ),
    Code.NOT_KEYED: Refusal(
        marked("The first entry of this form was not made yet."),
    ),
    Code.NOTHING_ANSWERED: Refusal(
        marked("You have not answered any question about the partnership yet, so nothing was sent."),
    ),
    Code.ONE_ROW_PER_ORGANISATION: Refusal(
        marked("A side that gives one agreed form has one row in the table."),
        shell=marked("side %(side)s answers as an organisation: the table must have one row, and has %(rows)s"),
    ),
    Code.REVIEW_CLOSED: Refusal(
        marked("This review is closed."),
        advice=marked("It no longer accepts answers. Answers sent earlier have been counted."),
    ),
    Code.REVIEW_NOT_OPEN: Refusal(
        marked("This review has not been opened yet."),
        advice=marked("Your link is correct. Please come back when you are told that the review is open."),
    ),
    Code.TOO_FEW_LINKS: Refusal(
        marked("The table has more rows than the side has unused links."),
        shell=marked("the table has more rows (%(rows)s) than side %(side)s has unused links"),
    ),
    Code.TOO_FEW_UNTOUCHED_LINKS: Refusal(
        marked("The table has more rows than the side has untouched links."),
        shell=marked(
            "the table has more rows (%(rows)s) than side %(side)s has untouched links;"
            " --use-begun also takes those with answers that were started but not sent, and drops these answers"
        ),
    ),
    Code.TOO_MANY_CODES: Refusal(
        marked(
            "There have been too many wrong codes, so none is accepted at the moment. Please try again in fifteen "
            "minutes; the link and the QR code in your letter still open your form."
        ),
    ),
    Code.UNKNOWN_CODE: Refusal(
        marked(
            "We do not know this code. Please compare it with your letter or form, character by character; if they "
            "are the same, ask the person who invited you: another letter may have taken its place."
        ),
    ),
    Code.UNKNOWN_LINK: Refusal(
        marked("We do not know this link."),
        shell=marked("no link has this token"),
        advice=marked("Check that you copied all of it, or ask the person who invited you to send it again."),
    ),
    Code.UNKNOWN_PAPER: Refusal(
        marked("No paper form has this code."),
        advice=marked("Compare it with the form, letter by letter. Codes of personal links cannot be entered here."),
    ),
}

"""Refusals about rounds and reviews: preparing, opening, closing, and what the meeting agrees on."""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

_LOOK = marked("See the review’s page for its current state.")

REVIEWS: Mapping[Code, Refusal] = {
    Code.ACCOUNT_OF_DEMONSTRATIONS: Refusal(
        marked("This account is for demonstrations, and opens invented reviews only."),
        advice=marked("Sign in with an account of your own; an administrator creates it under “Accounts”."),
    ),
    Code.ACCOUNT_TOO_NEW: Refusal(
        marked("This account is too new: someone else must do this."),
        advice=marked(
            "An account counts seven days after it was created, reopened or given its role. Ask a colleague to do it."
        ),
    ),
    Code.ACTION_NOT_WHOLE: Refusal(
        marked("An action is not complete: it needs someone responsible on each side, and a day."),
    ),
    Code.CHANGED_SINCE: Refusal(
        marked("This was done already, or something has changed since it was shown."),
        shell=marked("something was changed since it was shown; look at it again"),
    ),
    Code.CLOSING_DATE_PASSED: Refusal(
        marked("The deadline has passed. Choose a later one."),
    ),
    Code.FOCAL_POINT_TOO_NEW: Refusal(
        marked("A focal point was entered or changed lately, and counts from %(day)s on."),
        shell=marked(
            "review %(review)s: the focal point of side %(side)s was entered or changed lately, and counts from "
            "%(day)s on"
        ),
        advice=marked("Wait until then, or give the reason why the review opens without a confirmed list."),
    ),
    Code.FOLLOW_UP_TOO_EARLY: Refusal(
        marked("The follow-up must come after the meeting."),
    ),
    Code.LIST_NOT_CONFIRMED: Refusal(
        marked("A list of people is waiting for its focal point."),
        shell=marked("review %(review)s: the focal point of side %(side)s has not confirmed the list; see --reason"),
        advice=marked(
            "The review can be opened once each focal point has confirmed the list of their own side, or with a "
            "reason, which is recorded."
        ),
    ),
    Code.LIST_REFUSED: Refusal(
        marked("A focal point objects to a list of people."),
        shell=marked("review %(review)s: the focal point of side %(side)s objects to the list"),
        advice=marked("See the invitations for what is wrong. Correct the list, then ask again for confirmation."),
    ),
    Code.MAY_NOT_AGREE: Refusal(
        marked("What was agreed can be recorded once the results are shared with both sides."),
        shell=marked("review %(review)s is %(state)s; what was agreed is recorded once the results are shared"),
        advice=_LOOK,
    ),
    Code.MAY_NOT_CHANGE: Refusal(
        marked("This review has been opened, so what was prepared can no longer change."),
        shell=marked("review %(review)s is %(state)s; what was prepared cannot be changed after opening"),
        advice=marked("Only the deadline can still be changed, to a later day, while the review is open."),
    ),
    Code.MAY_NOT_CLOSE: Refusal(
        marked("Only an open review can be closed."),
        shell=marked("review %(review)s is %(state)s; only an open review can be closed"),
        advice=marked("Someone may have closed it before you. See the review’s page for its current state."),
    ),
    Code.HANDOUT_ENDED: Refusal(
        marked("This link to the handout has ended."),
        advice=marked("The summary can still be seen through the last link to the form. Or ask PRCS for the handout."),
    ),
    Code.HANDOUT_TOO_OFTEN: Refusal(
        marked("The handout was fetched through this link many times within an hour."),
        advice=marked("Wait an hour and try again, or print a copy that was fetched before."),
    ),
    Code.MAY_NOT_DELETE: Refusal(
        marked("This review has been opened, so it cannot be deleted any more."),
        shell=marked("review %(review)s is %(state)s; only one that was never opened can be deleted"),
    ),
    Code.OBJECTION_STANDS: Refusal(
        marked("A focal point has objected to a list of this review, so it cannot be deleted."),
        shell=marked("a focal point has objected to a list of review %(review)s; it cannot be deleted"),
        advice=marked("Correct the list, and ask for it to be confirmed. Once it is, the review can be deleted."),
    ),
    Code.ROUND_IN_USE: Refusal(
        marked("Reviews were prepared in this round, so it cannot be deleted."),
        shell=marked("reviews were prepared in the round %(round)s; it cannot be deleted"),
    ),
    Code.ROUND_TITLE_TAKEN: Refusal(
        marked("There is already a round with this title."),
        shell=marked("the round %(round)s has this title already"),
    ),
    Code.MAY_NOT_EXTEND: Refusal(
        marked("The deadline can be extended only while the review is open."),
        shell=marked("review %(review)s is %(state)s; only an open review can be extended"),
        advice=_LOOK,
    ),
    Code.MAY_NOT_OPEN: Refusal(
        marked("Only a review in preparation can be opened."),
        shell=marked("review %(review)s is %(state)s; only one in preparation can be opened"),
        advice=marked("Someone may have opened it before you. See the review’s page for its current state."),
    ),
    Code.MAY_NOT_SHARE: Refusal(
        marked("Only results of a closed review can be shared, and only once."),
        shell=marked("review %(review)s is %(state)s; only a closed review can be shared"),
        advice=_LOOK,
    ),
    Code.NUMBERS_SHOWN: Refusal(
        marked("The exact numbers were shown already, to %(by)s on %(day)s."),
        shell=marked("the exact numbers of review %(review)s were shown already, to %(by)s on %(day)s"),
        advice=marked("They are shown once. After closing they are in the results."),
    ),
    Code.MEETING_AHEAD: Refusal(
        marked("The meeting has not taken place yet. Record it after it has been held."),
    ),
    Code.MIN_DETAIL_TOO_LOW: Refusal(
        marked("Under these rules, the minimum for details is %(minimum)s."),
    ),
    Code.NO_ACTION: Refusal(
        marked("There is no such action."),
        shell=marked("there is no action %(action)s"),
    ),
    Code.NO_QUESTIONNAIRE: Refusal(
        marked("No questionnaire was published under this name."),
        shell=marked("no questionnaire was published as %(name)r"),
    ),
    Code.NO_RESULTS_YET: Refusal(
        marked("There are no results yet."),
        shell=marked("review %(review)s is %(state)s; results are calculated when it is closed"),
        advice=marked("Results are calculated once, when the review is closed."),
    ),
    Code.NO_REVIEW: Refusal(
        marked("There is no such review."),
        shell=marked("there is no review %(review)s"),
    ),
    Code.NO_ROUND: Refusal(
        marked("There is no such round."),
        shell=marked("no round is called %(name)r"),
    ),
    Code.NO_FACET: Refusal(
        marked("The topic has no statements of that kind."),
        shell=marked("the topic has no statements about %(facet)r"),
    ),
    Code.NO_SECTION: Refusal(
        marked("The questionnaire has no such topic."),
        shell=marked("the questionnaire has no section %(section)r"),
    ),
    Code.NO_SHEET: Refusal(
        marked("The meeting pack has no such sheet."),
        shell=marked("%(name)r is neither a section nor a kind of sheet; those are %(names)s"),
    ),
    Code.NOBODY_ANSWERS_FOR_IT: Refusal(
        marked("Name someone on each side who is responsible for it."),
    ),
    Code.NOBODY_INVITED: Refusal(
        marked("On one side, nobody has been invited yet."),
        shell=marked("review %(review)s: nobody is invited on side %(side)s; make links first"),
        advice=marked("Create links for both sides, then open the review."),
    ),
    Code.NOT_AN_EXTENSION: Refusal(
        marked("The new day must come after the old one, and must not be over."),
        shell=marked("review %(review)s: the new date must be later than the old one, and in the future"),
    ),
    Code.NOT_SIGNED_OFF: Refusal(
        marked("Both sides have not signed off yet."),
        advice=marked("Sign off on the last page of the meeting’s screen, then send the e-mail."),
    ),
    Code.NOT_TRANSLATED: Refusal(
        marked("A text is missing in one language."),
        shell=marked("review %(review)s: a text of its questionnaire, partner or round is missing in one language"),
        advice=marked("Look at the questionnaire, the partner’s name and the round’s title, in every language."),
    ),
    Code.NOTHING_AGREED: Refusal(
        marked("Nothing has been agreed yet."),
    ),
    Code.NOTHING_PROMISED: Refusal(
        marked("Say what will change."),
    ),
    Code.OPENING_TAKES_TWO: Refusal(
        marked("Opening takes two members of staff: one proposes it, and another opens."),
        advice=marked("Propose it, and ask a colleague to look at both lists and to open the review."),
    ),
    Code.OPENING_WAS_CHANGED: Refusal(
        marked("The lists of people, or what was prepared, have changed since."),
        advice=marked("Look at both lists again, then propose the opening anew."),
    ),
    Code.PROGRAMS_OPEN_NOTHING: Refusal(
        marked("A program cannot open a review: people look at the lists first."),
    ),
    Code.REVIEW_EXISTS: Refusal(
        marked("One of these partners has a review in this round already."),
        shell=marked("partner %(partner)s has a review in round %(round)s already"),
    ),
    Code.NOTHING_TO_SHARE: Refusal(
        marked("Nobody answered, so there is nothing to share."),
        shell=marked("nobody answered, so there is nothing to share"),
    ),
    Code.SCORE_OFF_SCALE: Refusal(
        marked("An agreed score lies from 1 to %(top)s."),
    ),
    Code.SIGNED_OFF: Refusal(
        marked("Both sides have signed off what was agreed."),
        advice=marked("What is agreed from now on is recorded on the page “After the meeting”, as a later word."),
    ),
    Code.STILL_IN_USE: Refusal(
        marked("This is done, but the files could not be wiped yet, since they are being read."),
        shell=marked("done, but the files could not be sealed yet, since they are being read: run it again in a while"),
    ),
}

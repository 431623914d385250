"""Refusals about people who are invited: lists, links, reminders and letters."""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

PEOPLE: Mapping[Code, Refusal] = {
    Code.ADDRESS_IS_FROZEN: Refusal(
        marked("While a review is open, an address can be changed only if e-mail to it came back."),
        shell=marked("review %(review)s is open: an address is changed only where e-mail to it came back"),
        advice=marked("Send another link to the same address, or withdraw the link."),
    ),
    Code.ADDRESS_LISTED: Refusal(
        marked("This address is already on one of the review’s lists."),
        shell=marked("%(email)s is already on one of the review's lists"),
    ),
    Code.ADDRESS_OF_STAFF: Refusal(
        marked("This address belongs to a staff account: nobody else’s link is sent there."),
        shell=marked("%(email)s belongs to a staff account: nobody else's link is sent there"),
    ),
    Code.BAD_COUNT: Refusal(
        marked("The number of links must be from 1 to %(limit)s."),
    ),
    Code.BAD_OBJECTION: Refusal(
        marked("Write what is wrong with the list, in at most %(limit)s characters."),
    ),
    Code.GETS_A_LETTER: Refusal(
        marked("This person has no address, so another link goes on another letter."),
        shell=marked(
            "this person of review %(review)s has no address: print another letter with `flask letters --person`"
        ),
        advice=marked("Print another letter on the person’s page."),
    ),
    Code.LAST_DAY_PASSED: Refusal(
        marked("The deadline has passed: another link would lead to a form that does not accept answers."),
        shell=marked(
            "the deadline of review %(review)s has passed: another link would lead to a form that does not accept "
            "answers"
        ),
        advice=marked("To let people answer after all, extend the deadline first. The link has not been changed."),
    ),
    Code.LETTER_TAKES_TWO: Refusal(
        marked("Another letter takes two members of staff: one asks for it, and another prints it."),
        advice=marked("Ask for it on the person’s page. Someone else who runs reviews can then print it there."),
    ),
    Code.LETTERS_ARE_OUT: Refusal(
        marked("Letters can be printed only until the review is opened."),
        shell=marked(
            "review %(review)s is %(state)s; letters are printed until it is opened. For someone on the list by name"
            " who lost a letter: `flask letters --person`"
        ),
        advice=marked(
            "For someone on the list by name who lost a letter, print another one on that person’s page: the old link "
            "ends. Links without a name cannot be printed again, since anyone who printed one could read what was "
            "started with it."
        ),
    ),
    Code.LINK_OF_ANOTHER: Refusal(
        marked("This link belongs to another review, or to the other side."),
        shell=marked("this link is not one of review %(review)s, side %(side)s"),
    ),
    Code.LINK_WAS_WITHDRAWN: Refusal(
        marked("This person’s link was withdrawn, and nobody gets another in its place."),
        shell=marked("this link of review %(review)s was withdrawn; nobody gets another in its place"),
    ),
    Code.LIST_IS_FROZEN: Refusal(
        marked("This review has been opened, so its lists of people can no longer change."),
        shell=marked("review %(review)s was opened; its lists cannot be changed"),
        advice=marked("Nothing needs to be done here any more."),
    ),
    Code.LIST_WAS_CHANGED: Refusal(
        marked("The list has changed since it was shown to you. This is the current version."),
        shell=marked("the list was changed since it was shown; look at it again"),
    ),
    Code.MAY_NOT_INVITE: Refusal(
        marked("This review has been opened, so its lists of people can no longer change."),
        shell=marked("review %(review)s is %(state)s; the list of people cannot be changed after opening"),
        advice=marked(
            "Nobody can be added any more: each side knows how many were invited. What can be done for someone who was "
            "forgotten is said on the page of the invitations."
        ),
    ),
    Code.MAY_NOT_REISSUE: Refusal(
        marked("Links can be changed only until the review is closed."),
        shell=marked("review %(review)s is %(state)s; links are changed until it is closed"),
        advice=marked("Closing erased the record of which link belonged to whom."),
    ),
    Code.MAY_NOT_REMIND: Refusal(
        marked("Only people who may still answer are reminded."),
        shell=marked("review %(review)s is %(state)s or past its date; only people who may still answer are reminded"),
        advice=marked("See the review’s page for its current state."),
    ),
    Code.NO_FOCAL_POINT: Refusal(
        marked("Nobody is recorded who could confirm this list."),
        shell=marked("side %(side)s has no focal point; record one with `flask partner contact`"),
        advice=marked("Record a focal point on the partner’s page first."),
    ),
    Code.NO_LETTERS: Refusal(
        marked("There are no letters for this side."),
        shell=marked("review %(review)s: everyone on side %(side)s has an address, so there are no letters"),
        advice=marked("Everyone on it has an address, and gets an e-mail."),
    ),
    Code.NO_SUCH_FORMS: Refusal(
        marked("There are %(total)s forms; choose at most %(limit)s that follow each other."),
    ),
    Code.NO_RECIPIENT: Refusal(
        marked("Nobody by that name or address is on the review’s lists."),
    ),
    Code.NOTED_OTHERWISE: Refusal(
        marked("Something else has been requested for this person, and waits for a second member of staff."),
        marked("Nothing was changed. Confirm or drop that request first; it is on this person’s page."),
    ),
    Code.NOTED_BY_YOURSELF: Refusal(
        marked("You noted this yourself; a second member of staff must confirm it."),
        advice=marked("Ask someone else who runs reviews to look into it, and to confirm it on the person’s page."),
    ),
    Code.NOTHING_CAME_BACK: Refusal(
        marked("No e-mail is out that could have come back."),
        advice=marked("See the invitations for what became of each e-mail."),
    ),
    Code.NOBODY_NAMED: Refusal(
        marked("Write a name or an address."),
    ),
    Code.ONE_FORM_PER_ORGANISATION: Refusal(
        marked("A side that gives one agreed form has one link. Withdraw the others first."),
        shell=marked("side %(side)s answers as an organisation: it has one link, and only one"),
    ),
    Code.PEOPLE_ALIKE: Refusal(
        marked("Someone with the same name has been listed in the meantime. Check the list, then send this again."),
        shell=marked(
            "side %(side)s: more than one person is called %(names)s, and no address tells them apart; nobody was"
            " invited. Say --same-name different if they are different people, --same-name one to invite each name once"
        ),
    ),
    Code.REMINDED_LATELY: Refusal(
        marked("This side was reminded less than three days ago."),
        shell=marked("review %(review)s: side %(side)s was reminded lately; again from %(earliest)s on"),
        advice=marked("Give people some time."),
    ),
    Code.REMINDED_TWICE: Refusal(
        marked("This side was reminded twice, and that is enough."),
        shell=marked("review %(review)s: side %(side)s was reminded twice, and that is enough"),
        advice=marked("Speak to the focal point, who can ask everyone without knowing who has answered."),
    ),
}

"""What must be right before a review is opened, in words: on its page, and on the terminal."""

from collections.abc import Mapping

from surveyapp.core.conduct.checklist import Finding, Item
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, marked, marked_count, say
from surveyapp.words.dates import day_text

_SAID: Mapping[Item, str] = {
    Item.NOBODY_INVITED: marked("Nobody has been invited yet."),
    Item.LIST_CONFIRMED: marked("The focal point has confirmed the list."),
    Item.LIST_NOT_CONFIRMED: marked("The focal point has not confirmed the list yet."),
    Item.LIST_REFUSED: marked("The focal point objects to the list."),
    Item.NO_FOCAL_POINT: marked("No focal point is recorded, so nobody confirms the list."),
    Item.NO_FOCAL_POINT_COUNTS: marked("No focal point’s word counts for this list, so nobody confirms it."),
    Item.FOCAL_POINT_TOO_NEW: marked("The focal point was entered or changed lately, and counts from %(day)s on."),
    Item.ENOUGH_PEOPLE: marked("Enough people to show every figure, if all of them answer."),
    Item.ONE_AGREED_FORM: marked("One agreed form; it needs no minimum."),
    Item.TOO_FEW_FOR_SCORES: marked("Fewer than %(needed)s invited: no figure for this side can ever be shown."),
    Item.TOO_FEW_FOR_DETAILS: marked("Fewer than %(needed)s invited: only overall scores can be shown."),
    Item.DATE_AHEAD: marked("The deadline has not passed."),
    Item.DATE_PASSED: marked("The deadline has passed. Choose a later one."),
    Item.TRANSLATED: marked("Every text is available in each language of the form."),
    Item.NAME_IN_OTHER_WORDS: marked(
        "The partner’s name or the round’s title is missing in a language of the form; its readers see it in another."
    ),
    Item.NOT_TRANSLATED: marked("A text is missing in one language."),
}
_COUNTED: Mapping[Item, tuple[str, str]] = {
    Item.PEOPLE_INVITED: marked_count("%(num)s person is invited.", "%(num)s people are invited."),
    Item.LETTERS_NOT_PRINTED: marked_count(
        "%(num)s letter has not been printed, and after opening it cannot be.",
        "%(num)s letters have not been printed, and after opening they cannot be.",
    ),
    Item.FORMS_NOT_PRINTED: marked_count(
        "%(num)s paper form with a code has not been printed, and after opening it cannot be.",
        "%(num)s paper forms with codes have not been printed, and after opening they cannot be.",
    ),
}
_COUNTED_LINES: Mapping[Item, tuple[str, str]] = {
    Item.ENOUGH_PEOPLE: marked_count(
        "side %(side)s: %(n)s person can reach every figure",
        "side %(side)s: %(n)s people can reach every figure",
    ),
    Item.LETTERS_NOT_PRINTED: marked_count(
        "side %(side)s: %(n)s letter was not printed, and is not printed after opening",
        "side %(side)s: %(n)s letters were not printed, and are not printed after opening",
    ),
    Item.FORMS_NOT_PRINTED: marked_count(
        "side %(side)s: %(n)s paper form with a code was not printed, and is not printed after opening",
        "side %(side)s: %(n)s paper forms with codes were not printed, and are not printed after opening",
    ),
}
_LINES: Mapping[Item, str] = {
    Item.PEOPLE_INVITED: marked("side %(side)s: %(people)s invited"),
    Item.NOBODY_INVITED: marked("side %(side)s: nobody is invited"),
    Item.LIST_CONFIRMED: marked("side %(side)s: its focal point confirmed the list"),
    Item.LIST_NOT_CONFIRMED: marked("side %(side)s: its focal point has not confirmed the list"),
    Item.LIST_REFUSED: marked("side %(side)s: its focal point objects to the list"),
    Item.NO_FOCAL_POINT: marked("side %(side)s: no focal point is recorded, so nobody confirms the list"),
    Item.NO_FOCAL_POINT_COUNTS: marked("side %(side)s: no focal point's word counts, so nobody confirms the list"),
    Item.FOCAL_POINT_TOO_NEW: marked(
        "side %(side)s: its focal point was entered or changed lately, and counts from %(day)s on"
    ),
    Item.ONE_AGREED_FORM: marked("side %(side)s: one agreed form"),
    Item.TOO_FEW_FOR_SCORES: marked(
        "side %(side)s: %(people)s are invited, fewer than the %(needed)s that any figure needs"
    ),
    Item.TOO_FEW_FOR_DETAILS: marked(
        "side %(side)s: %(people)s are invited, fewer than the %(needed)s that details need"
    ),
    Item.DATE_AHEAD: marked("the closing date is ahead"),
    Item.DATE_PASSED: marked("the closing date has passed"),
    Item.TRANSLATED: marked("every text is there in each language of the form"),
    Item.NAME_IN_OTHER_WORDS: marked("the partner's name or the round's title lacks a language of the form"),
    Item.NOT_TRANSLATED: marked("a text of the questionnaire, partner or round is missing in one language"),
}


def finding_sentence(finding: Finding, language: Language) -> str:
    """Return what a page says of ``finding``; the side that it is about stands before it."""
    if finding.item in _COUNTED:
        return counted(*_COUNTED[finding.item], finding.people, language, num=finding.people)
    day = finding.day and day_text(finding.day, language)
    return say(_SAID[finding.item], language, needed=finding.needed, day=day)


def finding_line(finding: Finding, language: Language) -> str:
    """Return what a terminal says of ``finding``, with its side."""
    if finding.item in _COUNTED_LINES:
        return counted(*_COUNTED_LINES[finding.item], finding.people, language, side=finding.side)
    told = {"people": finding.people, "needed": finding.needed, "day": finding.day}
    return say(_LINES[finding.item], language, side=finding.side, **told)

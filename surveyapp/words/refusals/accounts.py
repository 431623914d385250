"""Refusals about staff, passwords and programs."""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

ACCOUNTS: Mapping[Code, Refusal] = {
    Code.BAD_DAYS: Refusal(
        marked("A token lasts from 1 to %(limit)s days."),
    ),
    Code.BAD_PASSWORD: Refusal(
        marked("A password has %(minimum)s to %(maximum)s characters."),
    ),
    Code.BAD_RIGHTS: Refusal(
        marked("Choose at least one thing that the program may ask for."),
        shell=marked("a program takes one or more of these rights: %(rights)s"),
    ),
    Code.EASY_PASSWORD: Refusal(
        marked("This password is easy to guess. Use several unrelated words."),
    ),
    Code.EMAIL_TAKEN: Refusal(
        marked("There is already an account with this address."),
        shell=marked("%(email)s has an account already"),
    ),
    Code.LAST_ADMINISTRATOR: Refusal(
        marked("This is the last administrator."),
        shell=marked("%(email)s is the last administrator"),
        advice=marked("Make someone else an administrator first."),
    ),
    Code.NO_FACILITATOR: Refusal(
        marked("Reviews are given to facilitators alone; every other role reaches all of them."),
        shell=marked("%(email)s is no facilitator; every other role reaches all reviews"),
    ),
    Code.NO_PROGRAM: Refusal(
        marked("No program has this name."),
        shell=marked("no program is called %(name)r"),
    ),
    Code.NO_STAFF: Refusal(
        marked("There is no such account."),
        shell=marked("there is no account %(name)s"),
    ),
}

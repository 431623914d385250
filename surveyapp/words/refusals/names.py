"""Refusals of names, addresses, days and words, wherever they are typed."""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

NAMES: Mapping[Code, Refusal] = {
    Code.BAD_DAY: Refusal(
        marked("Write a day as day, month, year, or choose one."),
        shell=marked("%(day)r is not a day; write year-month-day, such as 2026-12-31"),
    ),
    Code.BAD_EMAIL: Refusal(
        marked("This is not an e-mail address."),
        shell=marked("%(email)r is not an e-mail address"),
    ),
    Code.BAD_LANGUAGE: Refusal(
        marked("This is not a language known here; write its name or its code."),
        shell=marked("%(language)r is not a language known here; write its name or its code"),
    ),
    Code.BAD_SLUG: Refusal(
        marked("Only lower-case letters, digits, - and _, at most 64 of them."),
        shell=marked("%(slug)r is not a short name: small letters, digits, - and _, at most 64"),
    ),
    Code.NAME_IS_IN_USE: Refusal(
        marked(
            "Forms of open reviews show this name. It stays as it is until they are closed. Their numbers: %(reviews)s."
        ),
    ),
    Code.NAME_TOO_LONG: Refusal(
        marked("This name is longer than %(limit)s characters. Please shorten it."),
    ),
    Code.NO_NAME: Refusal(
        marked("Write a name."),
    ),
    Code.SLUG_TAKEN: Refusal(
        marked("This short name is already in use."),
        shell=marked("%(slug)r is taken"),
    ),
    Code.TOO_MANY_WORDS: Refusal(
        marked("This text is longer than %(limit)s characters. Please shorten it."),
    ),
    Code.UNWRITABLE: Refusal(
        marked("This holds characters that cannot be written. Delete it, and type it by hand."),
    ),
    Code.WORDS_LEAD_SOMEWHERE: Refusal(
        marked("Write no web address and no code here: every e-mail and letter has the right link already."),
    ),
}

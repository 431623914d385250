"""What is wrong with a row of a list that somebody keeps in a spreadsheet, or with all of it.

Only what is said otherwise of a row than of a form: a cell stands beside it. ``%(cell)s`` may be empty.
"""

from collections.abc import Mapping

from surveyapp.core.errors import Code
from surveyapp.words.catalogue import marked
from surveyapp.words.refusals.refusal import Refusal

ROWS: Mapping[Code, Refusal] = {
    Code.ABOVE_THE_NAMES: Refusal(
        marked("There is something above the names of the columns. Remove it: the first row must name every column."),
    ),
    Code.ADDRESS_KNOWN: Refusal(
        marked("This address is already on one of the review’s lists."),
        shell=marked("%(cell)s is already on one of the review's lists"),
    ),
    Code.ADDRESS_LISTED: Refusal(
        marked("This address is on the list twice."),
        shell=marked("%(cell)s is in the list twice"),
    ),
    Code.BAD_EMAIL: Refusal(
        marked("This is not an e-mail address."),
        shell=marked("%(cell)r is not an e-mail address"),
    ),
    Code.BAD_LANGUAGE: Refusal(
        marked("This is not a language known here; write its name or its code."),
        shell=marked("%(cell)r is not a language known here; write its name or its code"),
    ),
    Code.COLUMN_TWICE: Refusal(
        marked("Two columns have this name."),
        shell=marked("two columns are named %(cell)s"),
    ),
    Code.MISSING_COLUMN: Refusal(
        marked("This column is missing."),
        shell=marked("there is no column %(cell)s"),
    ),
    Code.NAME_TOO_LONG: Refusal(
        marked("A name here is longer than %(limit)s characters."),
        shell=marked("a name or role is longer than %(limit)s characters: %(cell)s"),
    ),
    Code.NAME_TWICE: Refusal(
        marked(
            "Someone else on this side has the same name, and no address tells them apart. Add both addresses, or "
            "invite this person on the review’s own page."
        ),
    ),
    Code.NOT_IN_ROUND: Refusal(
        marked("No partner with a review in preparation in this round goes by this name or short name."),
    ),
    Code.NO_COLUMN: Refusal(
        marked("There is neither a column of names nor one of addresses."),
        shell=marked("there is neither a column name nor a column email"),
    ),
    Code.NO_NAME: Refusal(
        marked("A name is missing here."),
        shell=marked("a name or role is missing: %(cell)s"),
    ),
    Code.NO_ROWS: Refusal(
        marked("There are no rows below the names of the columns."),
    ),
    Code.NO_SIDE: Refusal(marked("Write here which side this person is on: PRCS or partner.")),
    Code.NOT_AN_ANSWER: Refusal(marked("This cell holds no answer that the question takes.")),
    Code.ROW_ALIKE: Refusal(
        marked("The same answers are in another row, or were imported; nothing says whether they are someone else’s."),
    ),
    Code.ROW_BLANK: Refusal(marked("Nothing is rated in this row.")),
    Code.ROW_KNOWN: Refusal(marked("This submission was imported before, or is in another row.")),
    Code.ROW_UNAPPROVED: Refusal(marked("A reviewer rejected this row, or put it on hold.")),
    Code.SIGNS_UNCLEAR: Refusal(
        marked(
            "Here and in other cells there are signs for no answer, such as NA or a dash; they may mean two things."
        ),
    ),
    Code.NOBODY_NAMED: Refusal(
        marked("A person needs a name or an address."),
    ),
    Code.NOT_A_TABLE: Refusal(
        marked(
            "This file is not a table that can be read here. Open it in a spreadsheet program and save it as a "
            "workbook (XLSX), or as “CSV UTF-8”, and check that file."
        ),
    ),
    Code.NOT_UTF_8: Refusal(
        marked(
            "The text of this file cannot be read, because it was saved in an old encoding. In the spreadsheet choose "
            "“Save as”, then “CSV UTF-8” or a workbook (XLSX), and check that file."
        ),
    ),
    Code.PARTNER_EXISTS: Refusal(
        marked("There is already a partner with this name."),
        shell=marked("there is a partner by one of the names of %(cell)r already"),
    ),
    Code.PARTNER_TWICE: Refusal(
        marked("Another row has one of this partner’s names."),
        shell=marked("one of the names of %(cell)r is in the list twice"),
    ),
    Code.UNKNOWN_COLUMN: Refusal(
        marked("This is not one of our columns."),
        shell=marked("%(cell)r is no column of ours"),
    ),
    Code.UNKNOWN_KIND: Refusal(
        marked("No published questionnaire includes this kind of organisation."),
        shell=marked("no published questionnaire knows the kind of organisation %(cell)r"),
    ),
    Code.UNKNOWN_PLACE: Refusal(
        marked("No published questionnaire includes this place."),
        shell=marked("no published questionnaire knows the place %(cell)r"),
    ),
    Code.UNWRITABLE: Refusal(
        marked("A name here holds characters that cannot be written."),
        shell=marked("a name or role holds characters that cannot be written: %(cell)s"),
    ),
}

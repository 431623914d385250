"""What is wrong with a row of a list that somebody keeps in a spreadsheet, or with all of it, by the fault's code."""

from surveyapp.catalogue.lists import RowFault
from surveyapp.catalogue.table_faults import TableFault
from surveyapp.web.i18n import gettext, marked

SENTENCES: dict[str, str] = {
    "above_the_names": marked(
        "Something stands above the names of the columns. Remove it: the first row must name every column."
    ),
    "address_known": marked("This address stands on one of the review’s lists already."),
    "address_listed": marked("This address stands in the list twice."),
    "bad_email": marked("This is not an e-mail address."),
    "bad_language": marked("This is not a language; write Arabic or English."),
    "bad_name": marked("A name is missing here, or is too long."),
    "column_twice": marked("Two columns have this name."),
    "missing_column": marked("This column is missing."),
    "no_column": marked("There is neither a column of names nor one of addresses."),
    "no_rows": marked("No rows follow the names of the columns."),
    "not_a_table": marked(
        "This file is no table that can be read here. Open it in a spreadsheet program and save it as a workbook "
        "(XLSX), or as “CSV UTF-8”, and check that file."
    ),
    "not_utf_8": marked(
        "The letters of this file cannot be read, because it was saved in an old encoding. In the spreadsheet "
        "choose “Save as”, then “CSV UTF-8” or a workbook (XLSX), and check that file."
    ),
    "nobody_named": marked("A person needs a name or an address."),
    "partner_exists": marked("A partner has this name already."),
    "partner_twice": marked("Another row has one of this partner’s names."),
    "unknown_column": marked("This is no column of ours."),
    "unknown_kind": marked("No published questionnaire knows this kind of organisation."),
    "unknown_place": marked("No published questionnaire knows this place."),
}


def say_row_fault(fault: RowFault | TableFault) -> str:
    """Return what ``fault``, which has a code, says in the reader's language; its row and cell stand beside it."""
    return str(gettext(SENTENCES[fault.code]))

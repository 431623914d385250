"""What is wrong with a row of a list, on the terminal: one line a fault, which names file and row."""

from collections.abc import Iterable

from surveyapp.catalogue.lists import RowFault

SENTENCES: dict[str, str] = {
    "address_known": "{cell} stands on one of the review's lists already",
    "address_listed": "{cell} stands in the list twice",
    "bad_email": "{cell!r} is not an e-mail address",
    "bad_language": "{cell!r} is not a language; write ar or en",
    "bad_name": "a name or role is missing, or longer than 200 printable characters: {cell}",
    "column_twice": "two columns are named {cell}",
    "missing_column": "there is no column {cell}",
    "no_column": "there is neither a column name nor a column email",
    "no_rows": "no rows follow the column names",
    "nobody_named": "a person needs a name or an address",
    "partner_exists": "there is a partner by one of the names of {cell!r} already",
    "partner_twice": "one of the names of {cell!r} stands in the list twice",
    "unknown_column": "{cell!r} is no column of ours",
    "unknown_kind": "no published questionnaire knows the kind of organisation {cell!r}",
    "unknown_place": "no published questionnaire knows the place {cell!r}",
}


def row_fault_lines(file: str, faults: Iterable[RowFault]) -> str:
    """Return one line a fault."""
    return "\n".join(
        f"{file}: row {one.row}: {SENTENCES[one.code].format(cell=one.cell)}".rstrip(": ") for one in faults
    )

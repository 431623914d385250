"""What spreadsheet programs make of a file, and how it is written so that they make nothing of it."""

BYTE_ORDER_MARK = "\ufeff"
"""Begins a CSV file, or spreadsheet programs take its UTF-8 for something else."""

WORKBOOK_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
"""Options of XlsxWriter: a text stays a text."""

_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def neutralised(text: str) -> str:
    """Return ``text`` so that no program takes it for a formula."""
    return f"'{text}" if text.startswith(_SIGNS) else text

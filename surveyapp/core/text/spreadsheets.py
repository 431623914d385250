"""What spreadsheet programs make of a file, and how it is written so that they make nothing of it."""

import unicodedata

BYTE_ORDER_MARK = "\ufeff"
"""Begins a CSV file, or spreadsheet programs take its UTF-8 for something else."""

WORKBOOK_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
"""Options of XlsxWriter: a text stays a text."""

_SIGNS = frozenset("=+-@")
_BREAKS = ("\t", "\r", "\n")
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zs", "Zl", "Zp"})
"""Kinds of characters that may stand before the first one that is seen, and that programs drop."""


def neutralised(text: str) -> str:
    """Return ``text`` so that no program takes it for a formula, whatever stands unseen before its first sign."""
    first = next((one for one in text if unicodedata.category(one) not in _UNSEEN), "")
    is_formula = text.startswith(_BREAKS) or unicodedata.normalize("NFKC", first) in _SIGNS
    return f"'{text}" if is_formula else text

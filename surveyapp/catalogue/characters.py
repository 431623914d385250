"""Bytes → text: size, UTF-8, and the characters that have no business in a questionnaire."""

import re
from itertools import chain

from surveyapp.catalogue.faults import START, FaultyQuestionnaireError, Place, Report

SIZE_LIMIT = 1_000_000
"""Bytes that a questionnaire file may have."""

LINE_LIMIT = 20_000
"""Characters that a line may have: the scanner's time grows with the square of some long words."""

LINES_LIMIT = 50_000
"""Lines that a file may have: seventy times what the shipped questionnaire has."""

_LINE_BREAK = re.compile("\r\n|\r|\n")
_UNREADABLE_BYTE = "\udc80-\udcff"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_NOT_IN_FILE = re.compile(f"[{_CONTROL}{_UNREADABLE_BYTE}]")
_NOT_IN_TEXT = re.compile(f"[\t\r{_CONTROL}\ud800-\udfff]")
_STAND_IN = "\ufffd"


def read_text(data: bytes, report: Report) -> str:
    """Return ``data`` as text, each unreadable byte and control character replaced by U+FFFD and reported.

    Raises:
        FaultyQuestionnaireError: the file has too many bytes or lines, or a line is too long to look into.
    """
    if len(data) > SIZE_LIMIT:
        report.add(START, f"the file has {len(data):,} bytes; {SIZE_LIMIT:,} are allowed, so make it shorter")
        raise FaultyQuestionnaireError(report.faults)
    text = data.removeprefix(b"\xef\xbb\xbf").decode(errors="surrogateescape")
    _report_characters(text, report)
    return _NOT_IN_FILE.sub(_STAND_IN, text)


def find_control(text: str) -> str | None:
    """Return the first character that a text may not hold (a line feed is allowed) as ``U+0007``; None without one."""
    found = _NOT_IN_TEXT.search(text)
    return None if found is None else f"U+{ord(found.group()):04X}"


def _report_characters(text: str, report: Report) -> None:
    """Report the first unreadable byte or control character of each line, and stop at a line that is too much."""
    starts = chain([0], (found.end() for found in _LINE_BREAK.finditer(text)))
    ends = chain((found.start() for found in _LINE_BREAK.finditer(text)), [len(text)])
    for line, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        if found := _NOT_IN_FILE.search(text, start, end):
            report.add(Place(line, found.start() - start + 1), _complaint(found.group()))
        if end - start > LINE_LIMIT:
            sentence = f"the line has {end - start:,} characters; {LINE_LIMIT:,} are allowed, so break it"
            report.add(Place(line, LINE_LIMIT + 1), sentence)
            raise FaultyQuestionnaireError(report.faults)
        if line > LINES_LIMIT:
            report.add(Place(line, 1), f"the file has more than {LINES_LIMIT:,} lines, so make it shorter")
            raise FaultyQuestionnaireError(report.faults)


def _complaint(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004 - how "surrogateescape" writes a byte that is not UTF-8
        return f"byte 0x{code - 0xDC00:02X} is not UTF-8; save the file as UTF-8"
    return f"the invisible character U+{code:04X} stands here; delete it"

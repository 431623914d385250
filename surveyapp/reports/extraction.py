"""Text taken out of a PDF: the ligatures of lam and alef named by one character each.

A PDF says which characters each glyph stands for. For a ligature it says two, in the order they are read, and programs
that turn right-to-left lines round turn these two round as well. Named by the one character that Unicode has for each
ligature, they come out as they were written.
"""

import io
import re

LIGATURES = {
    b"06440622": b"FEF5",
    b"06440623": b"FEF7",
    b"06440625": b"FEF9",
    b"06440627": b"FEFB",
}
_PAIR = re.compile(b"<(" + b"|".join(LIGATURES) + b")>")


def mend_extraction(pdf: bytes) -> bytes:
    """Return ``pdf`` with every lam-alef named by one character; the same bytes for the same ``pdf``."""
    import pikepdf  # noqa: PLC0415 - the web starts without it

    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                names = thing.ToUnicode.read_bytes()
                thing.ToUnicode.write(_PAIR.sub(lambda pair: b"<" + LIGATURES[pair[1]] + b">", names))
        mended = io.BytesIO()
        document.save(mended, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return mended.getvalue()

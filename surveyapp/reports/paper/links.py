"""A personal link on paper: its code, to be typed, and its dots, to be looked at by a phone."""

_GROUP = 4
"""Characters that are read at a glance."""


def code_of(link: str) -> str:
    """Return the code in ``link``, in groups of four."""
    token = link.rpartition("/")[2]
    return "-".join(token[at : at + _GROUP] for at in range(0, len(token), _GROUP))


def dots_of(address: str) -> str:
    """Return the QR code of ``address`` as SVG."""
    import segno  # noqa: PLC0415 - the web starts without it

    return str(segno.make(address, error="m", micro=False).svg_inline(border=0))

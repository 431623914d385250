"""A personal link on paper: its dots, to be looked at by a phone."""


def dots_of(address: str) -> str:
    """Return the QR code of ``address`` as SVG."""
    import segno  # noqa: PLC0415 - the web starts without it

    return str(segno.make(address, error="m", micro=False).svg_inline(border=0))

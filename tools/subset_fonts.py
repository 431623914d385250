"""Cut the web fonts out of the full ones: WOFF2 with the letters that pages use, named by their own hash.

Usage: python tools/subset_fonts.py [--check]

Reads ``surveyapp/fonts/*.ttf``; writes ``surveyapp/web/static/fonts/<name>.<hash>.woff2`` and the licence. The hash is
the first 8 hex digits of the file's SHA-256, so the address changes with the content and may be cached for ever. The
same fonts and the same fonttools give the same bytes. With ``--check`` nothing is written; exit 1 when a file differs.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "surveyapp" / "fonts"
TARGET = ROOT / "surveyapp" / "web" / "static" / "fonts"

CHARACTERS: tuple[Iterable[int], ...] = (
    range(0x20, 0x7F),  # Basic Latin
    range(0xA0, 0x100),  # Latin-1, for the names of partners
    (0x60C, 0x61B, 0x61C, 0x61F, *range(0x621, 0x653), *range(0x660, 0x66E), 0x670, 0x671),  # Arabic as written here
    (0x67E, 0x686, 0x698, 0x6A4, 0x6A9, 0x6AF, 0x6CC, 0x6C1, *range(0x6F0, 0x6FA)),  # letters and digits of neighbours
    map(ord, "ıİğĞşŞŒœŠšŽžĆćČčŁłŃńŘř"),  # names from Turkey, France, Poland, the Balkans
    (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202F, *range(0x2066, 0x206A)),  # joiners, marks, isolates
    (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026),
    (0x2039, 0x203A, 0x20AC, 0x20AA, 0x2122),  # single angle quotes, euro, shekel, trade mark
    (0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),  # arrows, minus, relations
)
FEATURES = [
    *("ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "calt"),
    *("curs", "kern", "mark", "mkmk", "tnum", "lnum"),
]
"""What shapes, joins and kerns letters, and aligns figures; fractions and other looks of letters are left out."""
CODES = sorted({code for codes in CHARACTERS for code in codes})


def web_font(path: Path) -> bytes:
    """Return the WOFF2 of the font at ``path``, cut to CODES, with what shapes, kerns and aligns figures."""
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    options.layout_features, options.name_IDs = FEATURES, [0, 1, 2]
    with TTFont(path, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=CODES)
        cutter.subset(font)
        font.flavor = "woff2"
        out = BytesIO()
        font.save(out)
    return out.getvalue()


def wanted_files() -> dict[str, bytes]:
    """Return the name and the bytes of every file that belongs into TARGET."""
    files = {"OFL.txt": (SOURCE / "OFL.txt").read_bytes()}
    for path in sorted(SOURCE.glob("*.ttf")):
        data = web_font(path)
        files[f"{path.stem.lower()}.{hashlib.sha256(data).hexdigest()[:8]}.woff2"] = data
    return files


def kept_files() -> dict[str, bytes]:
    """Return the name and the bytes of the files that lie in TARGET, compressed copies apart."""
    return {path.name: path.read_bytes() for path in TARGET.iterdir() if path.suffix in (".woff2", ".txt")}


def main() -> int:
    """Write the files, or compare them."""
    parser = argparse.ArgumentParser(description="Cut the web fonts out of the full ones.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    wanted = wanted_files()
    if parser.parse_args().check:
        return 0 if kept_files() == wanted else 1
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.woff2"):
        old.unlink()
    for name, data in wanted.items():
        (TARGET / name).write_bytes(data)
        print(f"{len(data):7,d} bytes  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

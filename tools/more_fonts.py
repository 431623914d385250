"""Cut the fonts for letters that our own font lacks out of packages of npm, each to what those before it lack.

Usage: python -m tools.more_fonts

Fetches the packages below with npm, holds them to their hashes, and writes ``surveyapp/fonts/more/``: one font a
package, its licence, and ``letters.json``, which says what each font has, our own first. The same packages and the
same fonttools give the same bytes. Korean syllables are those of EUC-KR: all that is written, a fifth of all there are.
"""

import hashlib
import json
import logging
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

from surveyapp.fonts.letters import FOLDER, LAST, MORE, OWN

JOINING = {0x200D, 0xFE0E, 0xFE0F}
"""What makes one sign of several, or chooses its look: every font that has it keeps it."""
FAMILY, STYLE, FULL, POSTSCRIPT = 1, 2, 4, 6
_NAMES = {FAMILY, STYLE, FULL, POSTSCRIPT, 0, 5, 13, 14}
SYLLABLES = range(0xAC00, 0xD7A4)


class Source(NamedTuple):
    """A font: its family, the package that has it and that one's hash, and which of the package's files are taken."""

    family: str
    package: str
    sha256: str
    slices: Sequence[str]
    bases: str = ""
    """What it keeps though fonts before it have it: signs that stand on it, or around it, are drawn by one font."""

    @property
    def stem(self) -> str:
        """Return how the package's files and ours begin."""
        return self.package.rpartition("@")[0].removeprefix("@fontsource/")


SOURCES = (
    Source(
        "Noto Sans",
        "@fontsource/noto-sans@5.3.0",
        "f62f8ed40e378f15134e32bed2fd5718d81e9ec7a5603d1022d7b385e2297abc",
        ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"),
        bases="".join(map(chr, range(0x20, 0x250))),
    ),
    Source(
        "Noto Sans Hebrew",
        "@fontsource/noto-sans-hebrew@5.3.0",
        "16a70f001f739cbcdaecdf3b164bdee8bb84cb35a8569d6dd9ec82dfcd74c78c",
        ("hebrew",),
    ),
    Source(
        "Noto Sans SC",
        "@fontsource/noto-sans-sc@5.3.0",
        "05a7abac78a6cac4bd1361e7b24c680ee820fcc2f22cf5cc92673f4cd12771c5",
        ("chinese-simplified",),
    ),
    Source(
        "Noto Sans JP",
        "@fontsource/noto-sans-jp@5.3.0",
        "e4fac0fb8e03e21d10e1bdfd6f09e04c12a0f3bd61463bfa41c53a5603c39524",
        ("japanese",),
    ),
    Source(
        "Noto Sans TC",
        "@fontsource/noto-sans-tc@5.3.0",
        "90f236faabce7fac6e7ec8d9dc55339394243432cf106f8925f5780a4d95c4a8",
        ("chinese-traditional",),
    ),
    Source(
        "Noto Sans KR",
        "@fontsource/noto-sans-kr@5.3.0",
        "36277539698ccda64b110855eaa890d2a4737e403d225da1cbe3c90123fff602",
        ("korean",),
    ),
    Source(
        "Noto Emoji",
        "@fontsource/noto-emoji@5.3.2",
        "1fe49bb2cf7c2d78f93c0a69b6a431dcfd0d585b7831eba87fae6888ccf8d373",
        ("emoji",),
        bases="#*0123456789",
    ),
    Source(
        "Noto Sans Symbols",
        "@fontsource/noto-sans-symbols@5.3.0",
        "f38047dcf42fcf90e7e9fcd3cb07f6900186d30137b173aa6f63f17d86b30db9",
        ("symbols",),
    ),
    Source(
        "Noto Sans Symbols 2",
        "@fontsource/noto-sans-symbols-2@5.3.0",
        "dd714f47e1ba768274c25d14ac95610ca32e416d70c5455cd11d8995042a4552",
        ("symbols",),
    ),
)


def fetched(source: Source, folder: Path) -> Path:
    """Return the package of ``source``, fetched into ``folder``; SystemExit where it is not the one we know."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), source.package]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    if found != source.sha256:
        sys.exit(f"{source.package} is another than we know: {found}")
    return folder / name


def whole_font(source: Source, package: Path, folder: Path) -> TTFont:
    """Return the font of ``package``, put together of its slices."""
    paths = []
    with tarfile.open(package) as packed:
        for name in source.slices:
            held = packed.extractfile(f"package/files/{source.stem}-{name}-400-normal.woff2")
            font = TTFont(BytesIO(held.read() if held else b""), recalcTimestamp=False)
            font.flavor = None
            paths.append(folder / f"{source.stem}-{name}.ttf")
            font.save(paths[-1])
    return Merger().merge(paths) if len(paths) > 1 else TTFont(paths[0], recalcTimestamp=False)


def cut(font: TTFont, codes: Iterable[int], *, family: str) -> bytes:
    """Return ``font`` with these characters alone, under its family's plain name."""
    cutter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True))
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    names: Any = font["name"]
    names.names = [name for name in names.names if name.nameID in _NAMES]
    for number, words in {FAMILY: family, STYLE: "Regular", FULL: family, POSTSCRIPT: family.replace(" ", "")}.items():
        names.setName(words, number, 3, 1, 0x409)
    font.recalcTimestamp = False
    font["head"].modified = font["head"].created
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def known_codes(font: TTFont) -> set[int]:
    """Return the characters that ``font`` has."""
    return set(font.getBestCmap())


def own_codes() -> set[int]:
    """Return the characters that every weight of our own font has."""
    return set.intersection(*(known_codes(TTFont(path)) for path in FOLDER.glob("*.ttf")))


def is_written(code: int) -> bool:
    """Say whether a character is kept where a font has it; of syllables, those that Korean has a code for."""
    if code not in SYLLABLES:
        return True
    try:
        return len(chr(code).encode("euc_kr")) == 2  # longer ones are put together of letters
    except UnicodeEncodeError:
        return False


def as_ranges(codes: Iterable[int]) -> list[int]:
    """Return characters as first, last, first, last …"""
    ordered = sorted(codes)
    breaks = [code for one, other in pairwise(ordered) if other - one > 1 for code in (one, other)]
    return [*ordered[:1], *breaks, *ordered[-1:]]


def licence_of(package: Path) -> tuple[str, str]:
    """Return whose font a package holds, and under which terms."""
    with tarfile.open(package) as packed:
        held = packed.extractfile("package/LICENSE")
        whose, _, terms = (held.read() if held else b"").decode().partition("\n\n")
    return whose.splitlines()[0].partition(" NotoSans-")[0], terms


def made(source: Source, package: Path, *, seen: set[int]) -> tuple[bytes, set[int]]:
    """Return the font of ``source``, and which characters it has that those before it, in ``seen``, lack."""
    with tempfile.TemporaryDirectory() as name:
        font = whole_font(source, package, Path(name))
    lacking = {code for code in known_codes(font) - seen if is_written(code)}
    kept = lacking | (known_codes(font) & (JOINING | set(map(ord, source.bases))))
    return cut(font, sorted(kept), family=source.family), lacking


def main() -> int:
    """Write the fonts, what they have, and their licence."""
    logging.disable(logging.WARNING)
    MORE.mkdir(exist_ok=True)
    seen = own_codes()
    told, holders, terms = {OWN: as_ranges(seen)}, [], ""
    for source in SOURCES:
        with tempfile.TemporaryDirectory() as folder:
            package = fetched(source, Path(folder))
            data, lacking = made(source, package, seen=seen)
            whose, terms = licence_of(package)
        (MORE / f"{source.stem}.ttf").write_bytes(data)
        seen |= lacking
        told[source.family] = as_ranges(known_codes(TTFont(BytesIO(data))))
        holders.append(f"{source.family}: {whose}")
        print(f"{len(data):9,d} bytes {len(lacking):6,d} characters  {source.family}")
    told[LAST] = as_ranges(known_codes(TTFont(get_data_path() + "/fonts/ttf/DejaVuSans.ttf")))
    (MORE / "OFL.txt").write_text("\n".join(holders) + f"\n\n{terms}", encoding="utf-8")
    (MORE / "letters.json").write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

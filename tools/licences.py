"""List what the app is made of: docs/licences.md, and with ``--sbom FILE`` a CycloneDX bill of materials.

Run: python tools/licences.py [--sbom FILE]. Reads the lock file and the metadata of what is installed; asks no network.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
LISTED = ROOT / "docs" / "licences.md"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ \\;]+)([^\\\n]*)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_SHORT = 60
_HEAD = """# What the app is made of

Written by `python tools/licences.py` from the lock file and each package's metadata; `--sbom FILE` writes the same as
CycloneDX. The app itself is under the MIT licence (LICENSE).

| part | version | licence |
|---|---|---|
"""


@dataclass(frozen=True)
class Part:
    """A package of the lock file, or a file of others that is kept here."""

    name: str
    version: str
    licence: str
    hashes: tuple[str, ...] = ()


VENDORED = (
    Part("Vazirmatn (surveyapp/fonts, web/static/fonts)", "33", "OFL-1.1"),
    Part("Noto Sans, Symbols, Emoji, Hebrew, SC, JP, TC, KR (surveyapp/fonts/more)", "fontsource 5.3", "OFL-1.1"),
)


def list_parts(lock: str) -> list[Part]:
    """Return the packages of a lock file that this platform takes, with their licences."""
    return [*_locked(lock), *VENDORED]


def _locked(lock: str) -> Iterator[Part]:
    found = list(_LOCKED.finditer(lock))
    ends = [one.start() for one in found[1:]] + [len(lock)]
    for one, end in zip(found, ends, strict=True):
        try:
            licence = licence_of(one[1])
        except PackageNotFoundError:
            if ";" in one[3]:  # for another platform
                continue
            raise
        yield Part(one[1].lower(), one[2], licence, tuple(_HASH.findall(lock[one.start() : end])))


def licence_of(name: str) -> str:
    """Return the licence that an installed package says it has: its expression, its short text, or its classifiers."""
    said = distribution(name).metadata.json
    short = str(said.get("license", "")).strip()
    classified = [
        value.rpartition(" :: ")[2] for value in said.get("classifier", []) if value.startswith("License :: ")
    ]
    if said.get("license_expression"):
        return str(said["license_expression"])
    if short and len(short) <= _SHORT and "\n" not in short:
        return short
    return " / ".join(classified) or _first_line(name)


def _first_line(name: str) -> str:
    """Return how the licence that a package carries begins."""
    files = [file for file in distribution(name).files or [] if file.name.upper().startswith(("LICENSE", "LICENCE"))]
    lines = [line.strip() for file in files[:1] for line in file.read_text().splitlines() if line.strip()]
    return lines[0][:_SHORT] if lines else "not said"


def as_markdown(parts: list[Part]) -> str:
    """Return the list as a page."""
    return _HEAD + "".join(f"| {part.name} | {part.version} | {part.licence} |\n" for part in parts)


def as_cyclonedx(parts: list[Part]) -> dict[str, object]:
    """Return the list as a CycloneDX 1.5 document, the same every time."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "surveyapp", "bom-ref": "surveyapp"}},
        "components": [_component(part) for part in parts],
    }


def _component(part: Part) -> dict[str, object]:
    made: dict[str, object] = {"type": "library", "name": part.name, "version": part.version}
    made["licenses"] = [{"license": {"name": part.licence}}]
    if part.hashes:
        made |= {"purl": f"pkg:pypi/{part.name}@{part.version}", "bom-ref": f"{part.name}@{part.version}"}
        made["properties"] = [{"name": "sha256-of-a-distribution", "value": one} for one in part.hashes]
    return made


def main() -> int:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sbom", type=Path, metavar="FILE")
    asked = parser.parse_args()
    parts = list_parts((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    LISTED.write_text(as_markdown(parts), encoding="utf-8")
    if asked.sbom:
        asked.sbom.write_text(json.dumps(as_cyclonedx(parts), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

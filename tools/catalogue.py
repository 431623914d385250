"""Take new sentences into the catalogue, sorted, and name those that want translating, with the file that says each.

Run: make catalogue.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from surveyapp.core.text.languages import TABLE
from surveyapp.words.catalogue import SOURCE

ROOT = Path(__file__).parents[1]
KEYWORDS = ("marked", "lazy_gettext", "say", "counted:1,2", "marked_count:1,2")


def main() -> None:
    template = _extracted()
    for code in TABLE:
        if code != SOURCE and not path_of(code).exists():
            begin(code)
    for path in sorted(ROOT.glob("translations/*/LC_MESSAGES/messages.po")):
        catalogue = read_catalogue(path)
        dates = catalogue.creation_date, catalogue.revision_date
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.creation_date, catalogue.revision_date = dates
        catalogue.obsolete.clear()
        write_catalogue(path, catalogue)
        wanted = [(_place_of(template, one), one.id) for one in catalogue if one.id and not _is_translated(one.string)]
        for place, sentence in sorted(wanted, key=str):
            print(f"{path.parts[-3]}: {place}: {sentence!r}")
        if wanted:
            print(f"{path.parts[-3]}: {len(wanted)} of {len(catalogue)} sentences want translating")


def _place_of(template: Catalog, message: Message) -> str:
    """Return the first file that says a sentence."""
    found = template.get(message.id, message.context)
    return str(found.locations[0][0]) if found and found.locations else ""


def path_of(code: str) -> Path:
    return ROOT / "translations" / code / "LC_MESSAGES" / "messages.po"


def begin(code: str) -> None:
    """Make the catalogue of a language that has a row and none yet, with the plural forms of its locale."""
    path_of(code).parent.mkdir(parents=True)
    write_catalogue(path_of(code), Catalog(locale=TABLE[code].locale, fuzzy=False))


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=TABLE[path.parts[-3]].locale)


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, no_location=True)


def _extracted() -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "messages.pot"
        keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
        pybabel = str(Path(sys.executable).with_name("pybabel"))
        subprocess.run(
            [pybabel, "--quiet", "extract", "-F", "babel.cfg", *keywords, "-o", str(found), "."],
            cwd=ROOT,
            check=True,
        )
        with found.open("rb") as file:
            return read_po(file)


def _is_translated(said: object) -> bool:
    return all(said) if isinstance(said, list | tuple) else bool(said)


if __name__ == "__main__":
    main()

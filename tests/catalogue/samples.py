"""The small questionnaire, whole or spoiled on purpose, and the table of faults."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp.catalogue.files import FaultyQuestionnaireError, read_questionnaire
from tests.languages import EVERY_CODE

HERE = Path(__file__).parent
SMALL_FILE = HERE / "small.yaml"
SMALL = SMALL_FILE.read_text(encoding="utf-8")

_STAND_INS = str.maketrans({"⏎": "\n", "␀": "\0", "⇥": "\t", "␤": "\u2028"})


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of fault."""

    name: str
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return spoiled(*zip(self.old, self.new, strict=True))


def cases() -> Iterator[Case]:
    """Yield the blocks of faults.txt."""
    for block in (HERE / "faults.txt").read_text(encoding="utf-8").split("\n\n"):
        if not block.startswith("# "):
            continue
        name, *lines = block.strip().splitlines()
        case = Case(name[2:])
        kinds = {"-": case.old, "+": case.new, "=": case.faults}
        for line in lines:
            said = line[2:].replace("⟨codes⟩", EVERY_CODE)
            kinds[line[0]].append(said if line[0] == "=" else said.translate(_STAND_INS))
        yield case


def spoiled(*changes: tuple[str, str]) -> str:
    """Return the small questionnaire with the first occurrence of each old text replaced by the new."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def faults_in(data: bytes | str, *, lock: bytes | None = None) -> list[str]:
    """Return every fault as a line of text; none when the file is good."""
    try:
        read_questionnaire(data.encode() if isinstance(data, str) else data, name="small.yaml", lock=lock)
    except FaultyQuestionnaireError as error:
        return str(error).splitlines()
    return []

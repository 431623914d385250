"""What one table cannot see of another: names used twice, scales, sections and prompts that are not there.

These rules read the tree, not the shapes, so that they speak even when other things are wrong.
"""

from collections.abc import Iterator

from surveyapp.catalogue.faults import Report
from surveyapp.catalogue.tree import EACH, Branch, Items, Leaf, Node, Path, find_all, label, node_at, place_of
from surveyapp.core.instrument.questionnaire import PROMPTS_BEFORE
from surveyapp.core.results import Reading

_UNKNOWN_PROMPT = "is not a reading; remove it or correct its spelling"
PROMPTS = (*(reading.value for reading in Reading), "unseen")
"""The patterns that a discussion prompt is written for."""

RESERVED_FIELDS = frozenset(
    {"csrf_token", "manifest", "lang", "key", "open"}  # hidden fields, the language switch, a section's comment
    | {"data", "errors", "form_errors", "meta", "process", "validate", "hidden_tag", "populate_obj"}  # WTForms' own
)
"""Names that a form's fields cannot have."""

RESERVED_SECTIONS = frozenset(
    {"profile", "closing", "check", "receipt"}  # pages of a form
    | {"overview", "priorities", "cuts", "rounds", "method"}  # pages and charts of results
    | {"cover", "summary", "how", "participation", "principles", "comments", "promises", "plan", "annex"}
)
"""What shares its address with the sections: pages of a form and of results, and the pack's sheets."""

_SECTION = ("sections", EACH, "id")
_STATEMENT = ("sections", EACH, "statements", EACH, "id")
_FIELDS = (("profile", EACH, "id"), ("closing", EACH, "id"))
_SECTION_SCALE = ("sections", EACH, "scale")
_PART_SECTION = ("parts", EACH, "sections", EACH)

_LISTS_OF_NAMES: tuple[tuple[Path, tuple[str | int, ...]], ...] = (
    (("profile", EACH), ("options", EACH, "key")),
    (("scales", EACH), ("points", EACH, "key")),
    (("scales", EACH), ("non_answers", EACH, "key")),
    ((), ("organisation_types", EACH, "key")),
    ((), ("meeting_form", "action_plan_columns", EACH, "key")),
    ((), ("parts", EACH, "id")),
)
"""Where a list begins anew, and the names that must differ within it."""


def check_references(root: Node, report: Report) -> None:
    """Report every name used twice or reserved, and every reference to what is not there."""
    _References(root, report).check()


class _References:
    def __init__(self, root: Node, report: Report) -> None:
        self._root, self._report = root, report

    def check(self) -> None:
        self._check_names()
        self._check_reserved()
        self._check_scales()
        self._check_parts()
        self._check_prompts()
        self._check_choices()

    def _say(self, path: Path, sentence: str) -> None:
        self._report.add(place_of(self._root, path), f"{label(self._root, path)}: {sentence}")

    def _words(self, *patterns: Path) -> Iterator[tuple[Path, str]]:
        for pattern in patterns:
            for path, node in find_all(self._root, pattern):
                if isinstance(node, Leaf) and isinstance(node.value, str):
                    yield path, node.value

    def _check_names(self) -> None:
        self._check_unique(self._words(_SECTION, _STATEMENT, *_FIELDS))
        for beginning, names in _LISTS_OF_NAMES:
            for path, _ in find_all(self._root, beginning):
                self._check_unique(self._words((*path, *names)))

    def _check_unique(self, words: Iterator[tuple[Path, str]]) -> None:
        lines: dict[str, int] = {}
        for path, word in words:
            if word in lines:
                self._say(path, f"{word} is the name of something in line {lines[word]} already; choose another")
            lines.setdefault(word, place_of(self._root, path).line)

    def _check_reserved(self) -> None:
        for path, word in self._words(*_FIELDS):
            if word in RESERVED_FIELDS:
                self._say(path, f"{word} is a name that the form itself needs; choose another")
        for path, word in self._words(_SECTION):
            if word in RESERVED_SECTIONS:
                self._say(path, f"{word} is the name of a page; choose another")

    def _check_scales(self) -> None:
        scales = {
            path[1]: self._length(("scales", path[1], "points")) for path, _ in find_all(self._root, ("scales", EACH))
        }
        rated = list(self._words(_SECTION_SCALE))
        for path, word in (*rated, *self._words(("closing", EACH, "scale"))):
            if word not in scales:
                self._say(
                    path, f"there is no scale called {word}; write one of {', '.join(map(str, scales)) or 'yours'}"
                )
        known = [(path, word) for path, word in rated if word in scales]
        for path, word in known:
            if scales[word] != scales[known[0][1]]:
                sentence = f"{word} has {scales[word]} points and {known[0][1]} has {scales[known[0][1]]}"
                self._say(path, f"{sentence}; rate all sections on scales of the same length")

    def _length(self, path: Path) -> int:
        node = node_at(self._root, path)
        return len(node.nodes) if isinstance(node, Items) else 0

    def _check_parts(self) -> None:
        sections = {word: path for path, word in self._words(_SECTION)}
        shown: dict[str, int] = {}
        for path, word in self._words(_PART_SECTION):
            line = place_of(self._root, path).line
            if word not in sections:
                self._say(path, f"there is no section called {word}; correct its spelling or remove it")
            elif word in shown:
                self._say(path, f"{word} stands in a part already, in line {shown[word]}; keep one of the two")
            shown.setdefault(word, line)
        for word, path in sections.items():
            if word not in shown:
                self._say(path, f"{word} stands in no part; add it to one under parts")

    def _check_prompts(self) -> None:
        prompts = node_at(self._root, ("discussion_prompts",))
        if not isinstance(prompts, Branch):
            return
        for name in PROMPTS:
            if name not in prompts.entries:
                self._say(("discussion_prompts", name), "is missing; write the prompt for this reading")
        for name in prompts.entries:
            if name not in PROMPTS:
                now = [new for new, before in PROMPTS_BEFORE.items() if before == name]
                mend = f"is now called {' or '.join(now)}; rename it" if now else _UNKNOWN_PROMPT
                self._report.add(prompts.key_places[name], f"discussion_prompts.{name}: {mend}")

    def _check_choices(self) -> None:
        count = self._length(("sections",))
        for path, node in find_all(self._root, ("closing", EACH, "max")):
            if isinstance(node, Leaf) and isinstance(node.value, int) and node.value > count > 0:
                self._say(path, f"must be {count} or less, the number of sections; lower it")

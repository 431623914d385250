"""In which languages a file is written: in all of them every text must be there."""

from collections.abc import Iterator

from surveyapp.catalogue.faults import Report
from surveyapp.catalogue.tree import Branch, Leaf, Node, Path, child_of, label, parts_of, place_of, place_of_key
from surveyapp.core.text.languages import TABLE
from surveyapp.words.languages import english_name


def languages_of(root: Node) -> tuple[str, ...]:
    """Return the codes of the languages that any text of the file is written in, in the order of the table."""
    found = {code for _, text in find_texts(root, ()) for code in text.entries}
    return tuple(code for code in TABLE if code in found)


def find_texts(node: Node, path: Path) -> Iterator[tuple[Path, Branch]]:
    """Yield every table that holds words in a language, wherever it stands."""
    if isinstance(node, Branch) and any(
        code in TABLE and isinstance(held, Leaf) for code, held in node.entries.items()
    ):
        yield path, node
        return
    for part in parts_of(node):
        child = child_of(node, part)
        if child is not None:
            yield from find_texts(child, (*path, part))


def check_languages(root: Node, report: Report) -> None:
    """Report texts that lack a language of the file, and keys beside languages that are none."""
    languages = languages_of(root)
    for path, text in find_texts(root, ()):
        for code in languages:
            if code not in text.entries:
                name = label(root, (*path, code))
                report.add(place_of(root, (*path, code)), f"{name}: is missing; write the {english_name(code)} text")
        for key in text.entries:
            if key not in TABLE:
                name = label(root, (*path, key))
                sentence = "is not a key known here; correct its spelling or remove it"
                report.add(place_of_key(root, (*path, key)), f"{name}: {sentence}")

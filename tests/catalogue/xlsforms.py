"""XLSForms for tests: what pyxform makes of one, and the tables that Kobo and ODK would export from it."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.etree import ElementTree

_XFORMS = "{http://www.w3.org/2002/xforms}"


class Form:
    """A form as collecting tools know it: by its fields' paths, in order, and the options of its multiple choices."""

    def __init__(self, workbook: bytes) -> None:
        from pyxform.xls2xform import convert  # half a second to import, in each process that collects tests

        made = convert(xlsform=BytesIO(workbook), validate=False, file_type=".xlsx")
        self.warnings = made.warnings
        root = ElementTree.fromstring(made.xform)  # noqa: S314 - our own
        (data,) = root.find(f".//{_XFORMS}instance")
        self.paths = [path for path in _leaves(data, ()) if path[0] != "meta"]
        self.form_id, self.version = data.attrib["id"], data.attrib["version"]
        self.options = {
            tuple(select.attrib["ref"].split("/")[2:]): _options(root, select)
            for select in root.iter(f"{_XFORMS}select")
        }
        self.binds = {bind.attrib["nodeset"]: bind.attrib for bind in root.iter(f"{_XFORMS}bind")}

    def calculated(self) -> dict[str, str]:
        """Return the values that the form itself fills in, by name."""
        found = {path.split("/")[-1]: bind.get("calculate") for path, bind in self.binds.items()}
        return {name: value.strip("'") for name, value in found.items() if value}

    def export(
        self, people: Sequence[Mapping[str, str]], *, separator: str | None, added: Mapping[str, str], split: str
    ) -> list[list[str]]:
        """Return the table of ``people``, whose answers go by field name.

        Args:
            people: what each answered.
            separator: what joins the groups' names before a field's; None leaves them out.
            added: the tool's own columns, and what stands in each of their cells, ``{n}`` being the row's number.
            split: ``both``, ``summary`` or ``details``: how the columns of multiple choices are written.
        """
        columns = [column for path in self.paths for column in self._columns(path, separator, split)]
        header = [*added, *(name for name, _ in columns)]
        own = [[value.format(n=n) for value in added.values()] for n in range(1, len(people) + 1)]
        rows = [[*tools, *(value(person) for _, value in columns)] for tools, person in zip(own, people, strict=True)]
        return [header, *rows]

    def _columns(self, path: tuple[str, ...], separator: str | None, split: str):
        name = path[-1] if separator is None else separator.join(path)
        options = self.options.get(path, [])
        if not options or split != "details":
            yield name, lambda person: person.get(path[-1], "")
        if options and split != "summary":
            for option in options:
                yield (
                    f"{name}/{option}",
                    lambda person, option=option: "1" if option in person.get(path[-1], "").split() else "0",
                )


def _leaves(node: ElementTree.Element, above: tuple[str, ...]):
    for child in node:
        path = (*above, child.tag.rpartition("}")[2])
        if len(child):
            yield from _leaves(child, path)
        else:
            yield path


def _options(root: ElementTree.Element, select: ElementTree.Element) -> list[str]:
    itemset = select.find(f"{_XFORMS}itemset")
    assert itemset is not None
    name = itemset.attrib["nodeset"].split("'")[1]
    return [
        item.text or ""
        for item in root.findall(f".//{_XFORMS}instance[@id='{name}']/{_XFORMS}root/{_XFORMS}item/{_XFORMS}name")
    ]

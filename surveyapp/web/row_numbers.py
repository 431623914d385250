"""Numbers in addresses: no larger than a database counts, so that a longer one is a page that does not exist."""

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """The converter behind ``<int:…>``."""

    def __init__(self, of: Map, *args: Any, **options: Any) -> None:
        super().__init__(of, *args, **{"max": LARGEST, **options})

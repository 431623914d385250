"""Templates as bytecode, kept as Python keeps its own: beside the code, and only where that may be written to.

Whoever may write there may change the code itself. Jinja works out what follows from constants as it compiles, filters
of ours among it: where the template, the library or any code of ours has changed since, it is compiled anew.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

FOLDER = Path(__file__).parent / "__pycache__"
CODE = Path(__file__).parents[1]


class CompiledTemplates(FileSystemBytecodeCache):
    """A file a template, which every account may read that may read the code."""

    def __init__(self, folder: Path = FOLDER, code: Path = CODE) -> None:
        super().__init__(str(folder), "template-%s.cache")
        self._made_by = f"{jinja2.__version__} {list(_stamps(code))}"

    def get_source_checksum(self, source: str) -> str:
        """Return what changes with the template and with whatever compiles it."""
        return sha256(f"{self._made_by}\n{source}".encode()).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where that may be."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
            Path(self.directory, self.pattern % bucket.key).chmod(0o644)


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the name, the second and the size of each file of code."""
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__", "static", "templates"})
        for name in sorted(files):
            if name.endswith(".py"):
                known = os.stat(f"{inside}/{name}")  # noqa: PTH116 - of hundreds, in half the time
                yield name, int(known.st_mtime), known.st_size

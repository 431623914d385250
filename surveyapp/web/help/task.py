"""How a task is told: in sentences that name buttons as they are labelled."""

from dataclasses import dataclass
from string import ascii_lowercase

from surveyapp.web.i18n import gettext


@dataclass(frozen=True)
class Advice:
    """A sentence that names ``labels`` as the pages have them, in its places ``a``, ``b`` and ``c``."""

    said: str
    labels: tuple[str, ...] = ()

    def in_words(self) -> str:
        """Return it in the reader's language."""
        return gettext(self.said, **dict(zip(ascii_lowercase, map(gettext, self.labels), strict=False)))


@dataclass(frozen=True)
class Task:
    """One task: what it is called, and how it is done."""

    title: str
    lines: tuple[Advice, ...]

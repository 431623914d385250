"""The sentences of one refusal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said where somebody is refused; each text is a marked message, its places filled by the error's details.

    ``said`` is what a page or a program says, and the terminal too where ``shell`` has no words of its own: those name
    records as they are typed, and options. ``advice`` is what a page adds: what can be done.
    """

    said: str
    shell: str = ""
    advice: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every sentence that there is."""
        return tuple(filter(None, (self.said, self.shell, self.advice)))

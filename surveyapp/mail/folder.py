"""A folder in place of a mail server, for development: one file a message."""

from email.message import EmailMessage
from pathlib import Path

from surveyapp.mail.delivery import BeforeLastByte, LostHoldError


class FolderDelivery:
    """Writes messages as ``.eml`` files, which mail programs open and people can read."""

    encoding = "8bit"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def place(self) -> str:
        """Return the folder."""
        return str(self.folder)

    def connect(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def hand_over(self, message: EmailMessage, address: str, *, before_last_byte: BeforeLastByte) -> None:  # noqa: ARG002
        """Write the message, whole or not at all."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        draft = self.folder / f".{name}"
        draft.write_bytes(message.as_bytes())
        if not before_last_byte():
            draft.unlink()
            raise LostHoldError
        draft.replace(self.folder / f"{name}.eml")

    def close(self) -> None:
        """Do nothing."""

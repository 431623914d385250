"""Handing a message over: to a mail server, or to a folder where there is none."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Protocol

BeforeLastByte = Callable[[], bool]
"""Called when all but the end of a message is out; False keeps the end back, and the message undelivered."""


class AwayError(Exception):
    """The mail server cannot be reached or does not let us in; the message is another one's to try, later."""


class NotNowError(Exception):
    """The mail server did not take this message for the moment."""


class NeverError(Exception):
    """The mail server will not take this message.

    ``is_nowhere`` says that there is no such mailbox, or that it takes no mail; else it objects to what the message is.
    """

    def __init__(self, said: str, *, is_nowhere: bool = False) -> None:
        super().__init__(said)
        self.is_nowhere = is_nowhere


class UnsureError(Exception):
    """The end of the message went out and no answer came: the mail server may have taken it."""


class LostHoldError(Exception):
    """Somebody else holds the message by now; its end was not sent."""


class Delivery(Protocol):
    """A way for messages to go."""

    encoding: str

    @property
    def place(self) -> str:
        """Say where messages go."""

    def connect(self) -> None:
        """Make ready to hand messages over; AwayError when that cannot be."""

    def hand_over(self, message: EmailMessage, address: str, *, before_last_byte: BeforeLastByte) -> None:
        """Return once ``message`` was taken.

        Raises:
            UnsureError: it is not known whether it was.
            AwayError, NotNowError, NeverError, LostHoldError: it was not.
        """

    def close(self) -> None:
        """Let go of what was connected."""

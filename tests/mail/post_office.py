"""A mail server for tests, in this process: it keeps what it takes, and refuses, dawdles or hangs up when told to."""

import asyncio
import socket
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class PostOffice:
    """Takes mail on a port of its own."""

    port: int = 0
    delay: float = 0.0
    refuse: Callable[[str], str | None] = lambda _address: None
    refuse_content: str | None = None
    hangs_up: bool = False
    taken: list[tuple[str, EmailMessage, Any]] = field(default_factory=list)
    _controller: Controller | None = None

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def per_address(self) -> Counter[str]:
        return Counter(address for address, _, _ in self.taken)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message for _, message, _ in self.taken]

    def open(self, **options: Any) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()

    def close(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, _server, _session, envelope, address: str, _options) -> str:  # noqa: N802
        refusal = self.refuse(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        if self.refuse_content:
            return self.refuse_content
        message = message_from_bytes(envelope.content, policy=default)
        self.taken += [(address, message, session) for address in envelope.rcpt_tos]
        if self.hangs_up:
            server.transport.close()
        await asyncio.sleep(self.delay)  # what is taken stays taken, whether or not the client waits for the answer
        return "250 OK"


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

"""A cable to a server that can be cut and mended: what is on its way then is lost, whether the server had it or not."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from tools.drills.ground import free_port


class Cable:
    """Leads from ``port`` to the server's port."""

    def __init__(self, to: int) -> None:
        self.port, self._to = free_port(), to
        self._ends: set[socket.socket] = set()
        self._is_cut = False
        self._listener = socket.create_server(("127.0.0.1", self.port))
        Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        self._is_cut = True
        for end in tuple(self._ends):
            _close(end)

    def mend(self) -> None:
        self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                near, _ = self._listener.accept()
                if self._is_cut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends |= {near, far}
                Thread(target=self._carry, args=(near, far), daemon=True).start()
                Thread(target=self._carry, args=(far, near), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(1024):
                other.sendall(data)
        self._ends -= {one, other}
        _close(one)
        _close(other)


@contextmanager
def cable(to: int) -> Iterator[Cable]:
    """Yield a cable to a port; it is gone when the block ends."""
    made = Cable(to)
    try:
        yield made
    finally:
        made.close()


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()

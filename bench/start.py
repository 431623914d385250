"""Measure how soon the app answers after its start, and name what it loads too early. Run: python -m bench.start."""

import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

from bench.installation import ROOT, Installation, installation, line

STARTS = 5
START_BAR = 1.5
FOR_LATER = ("matplotlib", "numpy", "pydantic", "ruamel.yaml", "alembic")


def main() -> int:
    """Print one line a figure and one on what was loaded; exit with 1 when a bar is missed."""
    with installation(links=1) as made:
        started = [_start(made) for _ in range(STARTS)]
        early = _loaded_early(made)
    figures = {
        "start to the first /healthz": statistics.median(alive for alive, _ in started),
        "start to the first page of a form": statistics.median(form for _, form in started),
    }
    for name, value in figures.items():
        print(line(name, value, "s", bar=START_BAR))
    print(f"loaded before the first chart or command, of {', '.join(FOR_LATER)}: {', '.join(early) or 'none'}")
    return 0 if not early and all(value <= START_BAR for value in figures.values()) else 1


def _start(made: Installation) -> tuple[float, float]:
    """Start gunicorn as ``make run`` does; return the seconds until it answers, and until it has shown a form."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
    began = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, env=made.environment | {"PORT": str(port)})
    try:
        while not _answers(f"http://127.0.0.1:{port}/healthz"):
            assert server.poll() is None, "the server ended"
            time.sleep(0.005)
        alive = time.perf_counter() - began
        assert _answers(f"http://127.0.0.1:{port}{made.paths[0]}/profile")
        return alive, time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10):
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def _loaded_early(made: Installation) -> list[str]:
    script = "import sys, wsgi; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=made.environment, check=True, capture_output=True, text=True
    )
    return [name for name in FOR_LATER if name in run.stdout.split()]


if __name__ == "__main__":
    sys.exit(main())

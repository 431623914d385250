"""The nginx configuration of deploy/, on free ports and with a certificate made for the occasion."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tools.drills.asking import secured
from tools.drills.ground import free_port
from tools.processes import ROOT

SHIPPED = ROOT / "deploy" / "nginx"
HOST = "survey.example.org"
PUBLIC_URL = f"https://{HOST}"
_MAIN = """
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
daemon off;
events {{ worker_connections 512; }}
http {{
  default_type application/octet-stream;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/surveyapp.conf;
}}
"""


def nginx() -> str | None:
    """Return where nginx is installed, or None."""
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


def write_configuration(folder: Path, *, app_port: int, port: int, others: Sequence[int] = ()) -> Path:
    """Write the shipped configuration with these ports into ``folder``; return the main file.

    ``others`` are ports of more instances of the app.
    """
    changed = (SHIPPED / "surveyapp.conf").read_text()
    for shipped, here in (
        ("server 127.0.0.1:8000;", " ".join(f"server 127.0.0.1:{one};" for one in (app_port, *others))),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("/etc/ssl/surveyapp/", f"{folder}/"),
        ("/var/log/nginx/surveyapp.log crit;", f"{folder}/surveyapp.log error;"),  # all that it might ever say
        ("/usr/share/surveyapp", str(SHIPPED)),
    ):
        assert shipped in changed, shipped  # noqa: S101 - or another configuration would be tried
        changed = changed.replace(shipped, here)
    lines = [line for line in changed.splitlines() if "listen [::]" not in line]
    (folder / "surveyapp.conf").write_text("\n".join(lines))
    _write_certificate(folder)
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(folder=folder))
    return main


@contextmanager
def proxying(folder: Path, *, app_port: int, others: Sequence[int] = ()) -> Iterator[int]:
    """Run nginx in front of the app; yield its port."""
    port = free_port()
    main = write_configuration(folder, app_port=app_port, port=port, others=others)
    folder.chmod(0o755)  # workers of nginx run as another user
    process = subprocess.Popen([nginx() or "nginx", "-c", str(main)], stderr=subprocess.PIPE)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            with closing(secured(port, HOST, timeout=2)):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("nginx does not answer")


def _write_certificate(folder: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "privkey.pem").write_bytes(private)

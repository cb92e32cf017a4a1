"""Real servers on loopback, each in a folder of its own, ended by the process that began it."""

import datetime as dt
import ipaddress
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

STARTS_WITHIN = 60.0
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless string that every scanner knows, in two pieces, so that this file is not held."""

USER = "desk@societe.example"
PASSWORD = "for-tests-only"  # noqa: S105 - of a server that lives as long as the test


def free_port() -> int:
    """A port on loopback that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Return when somebody listens; raises TimeoutError when nobody does in time."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
            return
        time.sleep(0.05)
    message = f"nothing listens on port {port}"
    raise TimeoutError(message)


@contextmanager
def program(*command: str, log: Path) -> Iterator[None]:
    """A server in the foreground while the block runs."""
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A temporary folder that the account of the servers may enter."""
    with tempfile.TemporaryDirectory(prefix="zenforms-server-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def scanner(port: int) -> Iterator[str]:
    """A clamd that knows the EICAR test string alone; yields its address."""
    with _own_folder() as folder:
        database = folder / "database"
        database.mkdir()
        (database / "tests.ndb").write_text(f"Eicar-Test:0:*:{EICAR.encode().hex()}\n")
        config = folder / "clamd.conf"
        config.write_text(
            f"Foreground yes\nTCPSocket {port}\nTCPAddr 127.0.0.1\n"
            f"DatabaseDirectory {database}\nStreamMaxLength 1M\nUser {_account()}\n"
        )
        hand_over(folder)
        with program("clamd", "--config-file", str(config), log=folder / "clamd.log"):
            wait_for_port(port)
            yield f"127.0.0.1:{port}"


@dataclass(frozen=True, slots=True)
class Mailhouse:
    """A running IMAP server: its port, the certificate to trust, the Maildir it serves."""

    port: int
    ca_file: Path
    maildir: Path


@contextmanager
def mailhouse() -> Iterator[Mailhouse]:
    """A dovecot with one user, over TLS with a certificate of its own."""
    with _own_folder() as folder:
        maildir = folder / "mail"
        for part in ("cur", "new", "tmp"):
            (maildir / part).mkdir(parents=True)
        port, ca_file = free_port(), folder / "certificate.pem"
        _certificate(ca_file, folder / "key.pem")
        config = folder / "dovecot.conf"
        config.write_text(_DOVECOT.format(folder=folder, port=port, account=_account()))
        hand_over(maildir)
        dovecot = shutil.which("dovecot") or "/usr/sbin/dovecot"
        with program(dovecot, "-F", "-c", str(config), log=folder / "dovecot.log"):
            wait_for_port(port)
            yield Mailhouse(port, ca_file, maildir)


def hand_over(folder: Path) -> None:
    """Give a folder to the account that servers run as; a root of ours keeps it readable."""
    if os.geteuid() != 0:
        return
    account = pwd.getpwnam(_account())
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid)


def _account() -> str:
    return "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def _certificate(certificate: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    places: list[x509.GeneralName] = [
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    ]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(places), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


_DOVECOT = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/mail.log
default_internal_user = {account}
default_internal_group = nogroup
default_login_user = {account}
ssl = required
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password=for-tests-only
}}
userdb {{
  driver = static
  args = uid={account} gid=nogroup home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""

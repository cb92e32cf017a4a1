"""Real servers on loopback, each in a folder of its own, ended by the process that began it."""

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

from tests.making.mailserver import PASSWORD, USER, certificate

__all__ = ["PASSWORD", "USER"]

STARTS_WITHIN = 60.0
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless string that every scanner knows, in two pieces, so that this file is not held."""


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
def own_folder() -> Iterator[Path]:
    """A temporary folder that the account of the servers may enter."""
    with tempfile.TemporaryDirectory(prefix="zenforms-server-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def scanner(port: int) -> Iterator[str]:
    """A clamd that knows the EICAR test string alone; yields its address."""
    with own_folder() as folder:
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
def mailhouse(*, introspection: str = "") -> Iterator[Mailhouse]:
    """A dovecot with one user, over TLS with a certificate of its own.

    With an address for introspection it takes tokens only, which it asks about there.
    """
    with own_folder() as folder:
        maildir = folder / "mail"
        for part in ("cur", "new", "tmp"):
            (maildir / part).mkdir(parents=True)
        port, ca_file = free_port(), folder / "certificate.pem"
        certificate(ca_file, folder / "key.pem")
        config = folder / "dovecot.conf"
        words = _DOVECOT.format(folder=folder, port=port, account=_account())
        if introspection:
            words = words.replace(_PASSDB, _TOKENS.format(folder=folder))
            (folder / "oauth2.conf").write_text(_OAUTH.format(url=introspection))
        config.write_text(words)
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


_PASSDB = """passdb {
  driver = static
  args = password=for-tests-only
}"""
_TOKENS = """auth_mechanisms = xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}"""
_OAUTH = """introspection_mode = post
introspection_url = {url}
username_attribute = username
active_attribute = active
active_value = true
"""

"""Opens the board on an address, and starts the watcher beside it."""

import ipaddress
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn

from zenforms.errors import DeskError, UsageError
from zenforms.language import Lang, Text
from zenforms.web.board import board_for
from zenforms.web.entrance import Setting
from zenforms.web.state import DeskState

_STOP_SECONDS = 90.0
_MOST_AT_ONCE = 200
_LAST_PORT = 65_535

_BAD_ADDRESS = UsageError(
    Text(
        fr="--listen attend une adresse et un port, par exemple 127.0.0.1:8420.",
        en="--listen wants an address and a port, for example 127.0.0.1:8420.",
    ),
    advice=Text(fr="Une adresse IPv6 se met entre crochets.", en="Put IPv6 in brackets."),
)
_NO_ACCOUNTS = UsageError(
    Text(
        fr="Hors de cette machine, le tableau veut des comptes, et ce bureau n'en a pas.",
        en="Beyond this machine the board wants accounts, and this desk has none.",
    ),
    advice=Text(
        fr="Créez-les d'abord : zenforms staff add DOSSIER NOM.",
        en="Make them first: zenforms staff add FOLDER NAME.",
    ),
)
_NO_TLS = UsageError(
    Text(fr="Hors de cette machine, le tableau veut TLS.", en="Beyond this machine it wants TLS."),
    advice=Text(
        fr="Ajoutez --cert et --key, ou --proxy NOM si un mandataire de ce nom s'en charge.",
        en="Add --cert and --key, or --proxy NAME when a proxy of that name does it.",
    ),
)
_TAKEN = Text(
    fr="L'adresse {address} n'est pas libre ({reason}).",
    en="The address {address} is not free ({reason}).",
)
_OTHER_PORT = Text(
    fr="Choisissez un autre port avec --listen.", en="Choose another port with --listen."
)


@dataclass(frozen=True, slots=True)
class BoardOpening:
    """How somebody wants the board opened."""

    listen: str = "127.0.0.1:8420"
    cert: Path | None = None
    key: Path | None = None
    proxy: str | None = None
    """The host name of the proxy that speaks TLS for the board."""
    name: str = ""
    """Who opens it on this machine, if known."""


def serve(root: Path, opening: BoardOpening, lang: Lang, *, tell: Callable[[str], None]) -> None:
    """Serve the board until asked to stop; `tell` is given the address to open.

    Raises UsageError when the address may not be used like this, DeskError when it is taken or
    the desk is broken.
    """
    host, port = _address(opening.listen)
    state = DeskState(root, lang)
    accounts = state.accounts()
    is_here = _is_here(host)
    is_secure = bool((opening.cert and opening.key) or opening.proxy)
    if not is_here:
        if not accounts:
            raise _NO_ACCOUNTS
        if not is_secure:
            raise _NO_TLS
    token = "" if accounts or not is_here else secrets.token_urlsafe(24)
    with _bound(host, port) as bound:
        port = bound.getsockname()[1]
        setting = Setting(
            _hosts(host, opening), is_secure=is_secure, token=token, name=opening.name
        )
        config = config_for(state, setting, opening)
        threading.Thread(target=state.snapshot, daemon=True).start()  # the first list is ready soon
        tell(_link(host, port, setting, opening))
        with _quiet_signals():
            uvicorn.Server(config).run(sockets=[bound])


@contextmanager
def watcher_beside(root: Path, lang: Lang) -> Iterator[None]:
    """A watcher as a process of its own; with the block it is asked to end. It may end before."""
    command = [sys.executable, "-m", "zenforms", "--lang", lang.value, "watch", str(root)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as child:  # noqa: S603 - ourselves
        try:
            yield
        finally:
            if child.poll() is None:
                child.terminate()
            try:
                child.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()


def config_for(state: DeskState, setting: Setting, opening: BoardOpening) -> uvicorn.Config:
    """How the server runs: no log of addresses, no trust in headers of whoever asks."""
    return uvicorn.Config(
        board_for(state, setting),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_graceful_shutdown=5,
        ssl_certfile=opening.cert,
        ssl_keyfile=opening.key,
    )


def _address(said: str) -> tuple[str, int]:
    host, colon, port = said.rpartition(":")
    if not colon or not host or not (port.isascii() and port.isdigit()) or int(port) > _LAST_PORT:
        raise _BAD_ADDRESS
    return host.strip("[]"), int(port)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    try:
        if os.name != "nt":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        reason = error.strerror or type(error).__name__
        arguments = {"address": f"{host}:{port}", "reason": reason}
        raise DeskError(_TAKEN, advice=_OTHER_PORT, arguments=arguments) from error
    try:
        yield bound
    finally:
        bound.close()


def _hosts(host: str, opening: BoardOpening) -> frozenset[str]:
    """Under which names the board answers: others are somebody's rebinding."""
    names = {opening.proxy} if opening.proxy else set()
    if _is_here(host):
        names |= {"127.0.0.1", "localhost", "[::1]"}
    elif host not in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        names |= {f"[{host}]" if ":" in host else host}
    else:
        names |= {socket.gethostname(), socket.getfqdn()}
    return frozenset(name for name in names if name)


def _link(host: str, port: int, setting: Setting, opening: BoardOpening) -> str:
    if opening.proxy:
        return f"https://{opening.proxy}/"
    scheme = "https" if setting.is_secure else "http"
    name = f"[{host}]" if ":" in host else host
    token = f"entrer?jeton={setting.token}" if setting.token else ""
    return f"{scheme}://{name}:{port}/{token}"


@contextmanager
def _quiet_signals() -> Iterator[None]:
    """Once the server has stopped for a signal it raises that anew; what follows is ours to end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def heard(_number: int, _frame: FrameType | None) -> None:
        """The server has heard it already."""

    before = {one: signal.signal(one, heard) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)

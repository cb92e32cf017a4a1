"""The little of Firefox's own remote protocol that filling a form needs: length-prefixed JSON."""

import base64
import json
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of an element reference in WebDriver
_START_SECONDS = 60.0
_ANSWER_SECONDS = 120.0
_PAUSE_SECONDS = 0.2


class Marionette:
    """One session with a running Firefox; use it in a `with`."""

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._receive()  # its greeting
        self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()
        self._socket.close()

    def call(self, command: str, parameters: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401 - JSON
        """The result of one command; raises RuntimeError with Firefox's words when it fails."""
        self._number += 1
        packet = json.dumps([0, self._number, command, parameters or {}]).encode()
        self._socket.sendall(str(len(packet)).encode() + b":" + packet)
        _, _, error, result = self._receive()
        if error is not None:
            message = f"{command}: {error.get('error')}: {error.get('message')}"
            raise RuntimeError(message)
        return result

    def script(self, body: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """What the body of an asynchronous function returns in the page."""
        wrapped = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...args) => {{ {body} }})(...arguments).then(done, e => done(String(e)));"
        )
        asked = {
            "script": wrapped,
            "args": list(arguments),
            "scriptTimeout": 60000,
            "sandbox": "default",  # the one that sees the viewer's own objects
        }
        return self.call("WebDriver:ExecuteAsyncScript", asked)["value"]

    def element(self, selector: str) -> str:
        """The reference of the first element for a CSS selector, waited for."""
        asked = {"using": "css selector", "value": selector}
        end = time.monotonic() + _START_SECONDS
        while True:
            try:
                return str(self.call("WebDriver:FindElement", asked)["value"][_ELEMENT])
            except RuntimeError:
                if time.monotonic() > end:
                    raise
            time.sleep(_PAUSE_SECONDS)

    def picture(self, target: Path) -> None:
        """What the window shows, as PNG."""
        shot = self.call("WebDriver:TakeScreenshot", {"full": False, "hash": False})
        target.write_bytes(base64.b64decode(shot["value"]))

    def _receive(self) -> Any:  # noqa: ANN401 - JSON
        size = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                message = "Firefox closed the connection"
                raise RuntimeError(message)
            size += byte
        return json.loads(self._stream.read(int(size)))


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=_ANSWER_SECONDS)
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(_PAUSE_SECONDS)

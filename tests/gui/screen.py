"""A screen that nobody sees: programs, mouse, keys, clipboard, and pictures of it."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

_PAUSE_SECONDS = 0.15
_START_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Screen:
    """An X display; `environment` is what a program needs to appear on it."""

    environment: Mapping[str, str]

    def click(self, x: float, y: float) -> None:
        """The left button at (x, y) in pixels from the upper left corner."""
        place = [str(round(x)), str(round(y))]
        self._hand("mousemove", "--sync", *place)
        self._hand("click", "1")

    def press(self, *keys: str) -> None:
        """Keys one after the other, as xdotool spells them: `ctrl+v`, `Down`."""
        for key in keys:
            self._hand("key", "--clearmodifiers", key)

    def paste(self, text: str) -> None:
        """Through the clipboard: some accented key presses are lost on the way."""
        command = ["xclip", "-selection", "clipboard", "-in"]
        quiet = subprocess.DEVNULL  # it stays behind to serve the clipboard, and must hold no pipe
        subprocess.run(
            command,
            input=text.encode(),
            env=self.environment,
            stdout=quiet,
            stderr=quiet,
            check=True,
        )
        self.press("ctrl+v")
        wait()

    def windows(self, title: str) -> tuple[str, ...]:
        """The visible windows whose title holds `title`."""
        command = ["xdotool", "search", "--onlyvisible", "--name", title]
        found = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        return tuple(found.stdout.split())

    def wait_for_window(self, title: str) -> str:
        """The first window of that title, focused; raises TimeoutError when none comes."""
        end = time.monotonic() + _START_SECONDS
        while not (found := self.windows(title)):
            if time.monotonic() > end:
                raise TimeoutError(title)
            wait()
        self._hand("windowfocus", "--sync", found[-1])
        return found[-1]

    def fill_with(self, window: str, size: tuple[int, int]) -> None:
        """Makes a window as large as the screen; there is no window manager to do it."""
        self._hand("windowsize", "--sync", window, str(size[0]), str(size[1]))
        self._hand("windowmove", window, "0", "0")
        wait()

    def picture(self, target: Path) -> Image.Image:
        """What the screen shows, also written to `target`."""
        command = ["import", "-window", "root", str(target)]
        subprocess.run(command, env=self.environment, check=True)
        return Image.open(target).convert("RGB")

    def _hand(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True)
        time.sleep(_PAUSE_SECONDS)


def wait(seconds: float = 0.5) -> None:
    """Lets a window draw itself: no program says when it is done."""
    time.sleep(seconds)


@contextmanager
def screen(display: int, size: tuple[int, int]) -> Iterator[Screen]:
    """A screen of `size` pixels."""
    name = f":{display}"
    geometry = f"{size[0]}x{size[1]}x24"
    command = ["Xvfb", name, "-screen", "0", geometry, "-nolisten", "tcp"]
    with running(command, os.environ):
        while not Path(f"/tmp/.X11-unix/X{display}").exists():  # noqa: S108 - where X puts it
            wait()
        yield Screen({**os.environ, "DISPLAY": name, "LANG": "C.UTF-8"})


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    """A program that runs inside the `with`, its chatter dropped."""
    program = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        program.terminate()
        try:
            program.wait(timeout=10)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()

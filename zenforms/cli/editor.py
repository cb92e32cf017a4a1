"""The editor that a person likes, for a longer text."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

_USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vi")


def editor() -> list[str] | None:
    """The command of VISUAL or EDITOR, else a usual one; None when there is none."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return shlex.split(named, posix=os.name != "nt")
    return next(([name] for name in _USUAL if shutil.which(name)), None)


def edited(text: str) -> str:
    """`text` after a person edited it; unchanged when there is no editor or it fails."""
    command = editor()
    if command is None:
        return text
    with tempfile.TemporaryDirectory(prefix="zenforms-") as folder:
        path = Path(folder) / "texte.txt"
        path.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*command, str(path)], check=True)  # noqa: S603 - the person's own choice
        except (OSError, subprocess.CalledProcessError):
            return text
        return path.read_text(encoding="utf-8", errors="replace")

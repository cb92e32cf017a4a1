"""The entry point: hear the language, carry out one command, translate what went wrong."""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

from zenforms.cli.door import door
from zenforms.cli.failure import explained
from zenforms.cli.locale import Locale, heard
from zenforms.cli.streams import expanded, prepared, quiet_after_broken_pipe
from zenforms.errors import ExitCode
from zenforms.present.terminal import Line, Tone, one_line, show

_GARBAGE = (20_000, 10, 10)
"""How much is made before garbage is looked for; Python's 700 finds none while it starts."""


def run() -> None:
    """Run the command line and leave with its exit code."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")  # none is wanted; looking costs 20 ms
    gc.set_threshold(*_GARBAGE)
    prepared(sys.stdout, sys.stderr)
    code = main(expanded(sys.argv[1:]))
    gc.freeze()  # the end of the process frees all of it; the search before that costs 20 ms
    sys.exit(code)


def main(arguments: Sequence[str]) -> ExitCode:
    """Carry out the command that `arguments` spell; the exit code comes back."""
    speech = Locale()
    try:
        speech, rest = heard(arguments, os.environ)
        code = door().main(rest, prog_name="zenforms", standalone_mode=False, obj=speech)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return quiet_after_broken_pipe()
    except Exception as error:  # noqa: BLE001 - the one place where everything is translated
        return _complained(error, speech, sys.stderr)
    return ExitCode(code) if isinstance(code, int) else ExitCode.OK


def _complained(error: Exception, speech: Locale, stream: TextIO) -> ExitCode:
    code, said = explained(error, speech.lang)
    what, advice = (one_line(line, 1_000) for line in said.split("\n", 1))
    show([Line(f"zenforms: {what}", Tone.BAD), Line(advice)], stream)
    if os.environ.get("ZENFORMS_DEBUG") == "1":
        traceback.print_exception(error, file=stream)
    return code

"""A watcher in a process of its own: `python -m tests.crash.watcher DESK [--once] [--reading]`.

Its hands are quick ones, or with `--reading` such as really read.
"""

import sys
from pathlib import Path

from tests.unit.desk.bench import HANDS
from tests.unit.desk.readinghands import READING_HANDS
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.watching.happenings import Event
from zenforms.desk.watching.wake import Stop, stop_on_signals
from zenforms.desk.watching.watch import watch


def tell(news: Event) -> None:
    """One word a line."""
    sys.stdout.write(f"{news.what}\n")
    sys.stdout.flush()


def main() -> None:
    """Watch, and say when it begins."""
    opened = open_desk(Path(sys.argv[1]))
    with stop_on_signals(Stop()) as stop:
        watch(
            opened,
            READING_HANDS if "--reading" in sys.argv else HANDS,
            once="--once" in sys.argv,
            stop=stop,
            tell=tell,
        )


if __name__ == "__main__":
    main()

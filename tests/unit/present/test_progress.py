"""Progress is for a person at a terminal, and leaves nothing behind."""

import io

from zenforms.language import Lang
from zenforms.present.progress import with_progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_every_item_comes_in_order_and_a_pipe_hears_nothing() -> None:
    stream = io.StringIO()
    assert list(with_progress((1, 2, 3), stream, Lang.FR)) == [1, 2, 3]
    assert stream.getvalue() == ""


def test_a_terminal_sees_counts_and_time_left() -> None:
    moments = iter(range(0, 1_000, 30))
    stream = Terminal()
    done = with_progress((1, 2, 3, 4), stream, Lang.FR, clock=lambda: float(next(moments)))
    assert list(done) == [1, 2, 3, 4]
    said = stream.getvalue()
    assert "1 sur 4" in said
    assert "3 sur 4" in said
    assert "min" in said
    assert said.endswith("\r\x1b[K")


def test_quick_work_shows_nothing() -> None:
    stream = Terminal()
    assert list(with_progress((), stream, Lang.EN)) == []
    assert stream.getvalue() == ""

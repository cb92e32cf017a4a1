"""How far long work has come: a line that is written over, for a person at a terminal only."""

import time
from collections.abc import Callable, Collection, Iterator
from typing import TextIO, TypeVar

from zenforms.language import Lang, Text

Item = TypeVar("Item")

_LINE = Text(fr="{done} sur {all}, encore {left}", en="{done} of {all}, {left} left")
_SECONDS, _MINUTES = Text(fr="{n} s", en="{n} s"), Text(fr="{n} min", en="{n} min")
_MINUTE = 60
_EVERY = 0.2
_ERASE = "\r\x1b[K"


def with_progress(
    items: Collection[Item],
    stream: TextIO,
    lang: Lang,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Item]:
    """The items one by one, with counts and the time left on `stream` while work goes on."""
    began = shown = clock()
    is_watched = stream.isatty()
    for number, item in enumerate(items):
        now = clock()
        if is_watched and number and now - shown >= _EVERY:
            left = (now - began) / number * (len(items) - number)
            stream.write(_ERASE + _said(number, len(items), left, lang))
            stream.flush()
            shown = now
        yield item
    if shown != began:
        stream.write(_ERASE)
        stream.flush()


def _said(done: int, everything: int, left: float, lang: Lang) -> str:
    unit, size = (_MINUTES, _MINUTE) if left >= _MINUTE else (_SECONDS, 1)
    span = unit.fill(lang, {"n": str(round(left / size))})
    return _LINE.fill(lang, {"done": str(done), "all": str(everything), "left": span})

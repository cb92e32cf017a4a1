"""What a task may read and write, from the annotations of its function and its arguments."""

import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import Signature, signature
from pathlib import Path
from typing import NamedTuple, get_type_hints

import zenforms
from zenforms.reading.scratch import Scratch
from zenforms.resources import resource

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")
_CLOCK = ("/usr/share/zoneinfo", "/etc/localtime")
_DEVICES = ("/dev/null", "/dev/urandom")
_INSTALLED = {"site-packages", "dist-packages"}


class Grants(NamedTuple):
    """Files and folders."""

    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()


def grants_of(
    function: Callable[..., object], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> Grants:
    """Every path among the arguments may be read; one that is annotated `Scratch`, written too."""
    hints = _hints(function)
    given = _signature(function).bind(*args, **kwargs).arguments
    written = {name for name in given if hints.get(name) == Scratch}
    return Grants(
        readable=tuple(path for name in given.keys() - written for path in _paths(given[name])),
        writable=tuple(path for name in sorted(written) for path in _paths(given[name])),
    )


def prepare(function: Callable[..., object]) -> None:
    """Look up now what `grants_of` asks of `function`."""
    _hints(function)
    _signature(function)
    its_own_files()


@cache
def its_own_files() -> tuple[Path, ...]:
    """What the interpreter, its libraries and ours are made of, fonts, and the time zones.

    Not the whole search path: it may hold the folder that a desk lies in.
    """
    places = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    places |= {Path(path) for path in sys.path if Path(path).name in _INSTALLED}
    places |= {Path(sys.base_prefix, "lib"), Path(zenforms.__file__).parent, resource("forms")}
    places |= {Path(path) for path in (*_LIBRARIES, *_FONTS, *_CLOCK, *_DEVICES)}
    return tuple(sorted(places))


@cache
def _signature(function: Callable[..., object]) -> Signature:
    return signature(function)


@cache
def _hints(function: Callable[..., object]) -> Mapping[str, object]:
    return get_type_hints(function, include_extras=True)


def _paths(value: object) -> Iterator[Path]:
    if isinstance(value, Path):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _paths(item)

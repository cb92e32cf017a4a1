"""Native code that looks at a stranger's bytes does so in a worker, whoever asks for it.

An error in it ends the process, without a word and past every guard of Python's.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.workplace import is_worker

P = ParamSpec("P")
R = TypeVar("R")


def apart(
    limits: Limits, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R | Problem:
    """The result of `function`, carried out here if this is a worker, else in one of its own.

    The problem is that of `Sandbox.run`; in a worker it is the worker's parent that tells it.
    """
    if is_worker():
        return function(*args, **kwargs)
    from zenforms.reading.sandbox import Sandbox  # noqa: PLC0415 - for start-up: few files need it

    with Sandbox(limits) as sandbox:
        return sandbox.run(function, *args, **kwargs)

"""No file costs more than the limits, and the parent never notices."""

import resource
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.hostile.bombs import GROUPS
from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMaps
from zenforms.reading.limits import Limits
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.submission import Document

pytestmark = [
    pytest.mark.hostile,
    pytest.mark.skipif(sys.platform == "win32", reason="there, only the wall time is bounded"),
]

Group = Callable[[], Iterator[tuple[str, bytes]]]

_STOPPED = {problems.TIMED_OUT, problems.OUT_OF_MEMORY}


def spent_in_worker(data: bytes, limits: Limits) -> tuple[Document, float, int]:
    """The document, the processor seconds and the peak memory in bytes that it took."""
    began = time.process_time()
    document = read_document(data, name="hostile", maps=FormMaps(), limits=limits)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return document, time.process_time() - began, peak


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_each_file_is_read_or_refused_within_the_limits(group: Group) -> None:
    limits = Limits()
    for name, data in group():
        with Sandbox(limits) as sandbox:  # a fresh worker, so that its peak is this file's own
            answer = sandbox.run(spent_in_worker, data, limits)
        assert not isinstance(answer, Problem), (name, answer)
        document, seconds, peak = answer
        codes = {problem.code for problem in document.problems}
        assert document.fields or codes, name
        assert codes.isdisjoint(_STOPPED), name
        assert seconds < limits.cpu_seconds, name
        assert peak < limits.memory_bytes, name

"""No native code looks at a client's bytes in the command's own process, not even for one file."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.papers import drawings_in_drawings, paper, states_in_states
from tests.unit.reading.confinement.attempts import abort
from tests.unit.reading.tasks import process_id
from zenforms import problems
from zenforms.desk.setup.maps import form_maps
from zenforms.findings import Problem
from zenforms.reading.apart import apart
from zenforms.reading.document import read_document
from zenforms.reading.limits import Limits
from zenforms.reading.sandbox import Sandbox

MAPS = form_maps()
LITTLE = Limits(memory_bytes=350_000_000, cpu_seconds=20)
STOPPED = {problems.READER_DIED, problems.OUT_OF_MEMORY, problems.TIMED_OUT}

LOADED = """
import json, sys
from pathlib import Path
from zenforms.cli.main import run
if __name__ == "__main__":
    sys.argv = ["zenforms", *sys.argv[1:]]
    try:
        run()
    except SystemExit as ended:
        names = ["pypdfium2", "multiprocessing"]
        print(json.dumps([ended.code, [n for n in names if n in sys.modules]]), file=sys.stderr)
"""


def test_a_function_is_carried_out_in_another_process() -> None:
    assert apart(Limits(), process_id) != os.getpid()


def test_an_error_in_it_is_a_problem_of_the_file() -> None:
    assert apart(Limits(), abort) == Problem(problems.READER_DIED)


def test_in_a_worker_it_is_carried_out_there() -> None:
    with Sandbox(confined=False) as sandbox:
        assert sandbox.run(apart_from_here) is True


def apart_from_here() -> bool:
    return apart(Limits(), process_id) == os.getpid()


@pytest.mark.skipif(sys.platform == "win32", reason="there, no memory is bounded")
@pytest.mark.parametrize("made", [drawings_in_drawings, states_in_states])
def test_a_page_that_ends_its_renderer_is_told_in_one_sentence(made: Callable[[], bytes]) -> None:
    document = read_document(made(), name="x.pdf", maps=MAPS, limits=LITTLE)
    (problem,) = document.problems
    assert problem.code in STOPPED
    assert document.fields == ()
    assert document.facts.pages == 1


@pytest.mark.parametrize("command", ["fields", "validate", "psr", "copy"])
def test_a_command_that_reads_one_file_loads_no_renderer(tmp_path: Path, command: str) -> None:
    (tmp_path / "x.pdf").write_bytes(paper(b""))
    (tmp_path / "run.py").write_text(LOADED)
    extra = ["-o", str(tmp_path / "x.html")] if command == "copy" else []
    run = subprocess.run(
        [sys.executable, tmp_path / "run.py", command, tmp_path / "x.pdf", *extra],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    code, loaded = json.loads(run.stderr.splitlines()[-1])
    assert code == 3
    assert loaded == ["multiprocessing"]

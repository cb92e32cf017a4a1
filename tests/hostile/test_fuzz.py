"""The fuzz target runs for a bounded time and breaks no promise."""

import subprocess
import sys
from pathlib import Path

import pytest

TARGET = Path(__file__).parent / "fuzz" / "fuzz_document.py"
SECONDS = 60


@pytest.mark.hostile
@pytest.mark.skipif(sys.platform != "linux", reason="atheris is published for Linux")
def test_fuzzing_for_a_minute_breaks_no_promise(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    command = [
        sys.executable,
        str(TARGET),
        str(corpus),
        f"-max_total_time={SECONDS}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        f"-artifact_prefix={tmp_path}/",
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
    assert run.returncode == 0, run.stderr[-5000:]
    assert "DONE" in run.stderr

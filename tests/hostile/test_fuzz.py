"""The fuzz target runs, bounded, and breaks no promise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TARGET = Path(__file__).parent / "fuzz" / "fuzz_document.py"
SOAK = os.environ.get("ZENFORMS_SOAK") == "1"

# The same tree takes the same walk, so that a red run is somebody's change; a soak goes elsewhere.
# Addresses lead the fuzzer too: it runs where they are not drawn by lot, and compares none.
PREFIX = [] if SOAK else ["setarch", "-R"]
BOUND = ["-max_total_time=1800"] if SOAK else ["-runs=20000", "-seed=1", "-use_cmp=0"]
ENVIRONMENT = os.environ | ({} if SOAK else {"PYTHONHASHSEED": "0"})


@pytest.mark.hostile
@pytest.mark.skipif(sys.platform != "linux", reason="atheris is published for Linux")
def test_fuzzing_breaks_no_promise(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    command = [
        *PREFIX,
        sys.executable,
        str(TARGET),
        str(corpus),
        *BOUND,
        "-timeout=60",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        f"-artifact_prefix={tmp_path}/",
    ]
    run = subprocess.run(
        command,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        errors="replace",
    )
    assert run.returncode == 0, f"{run.stdout[-5000:]}\n{run.stderr[-3000:]}"
    assert "Done" in run.stderr

"""What a reader hands over is in order, or the reader was not itself."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import places
from tests.unit.reading.confinement.attempts import leave_link
from zenforms import problems
from zenforms.desk.setup.maps import form_maps
from zenforms.findings import Problem
from zenforms.reading.drop import read_drop
from zenforms.reading.evidence import Recording, RecordingKind
from zenforms.reading.handover import is_in_order, read_through
from zenforms.reading.limits import Limits
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.scratch import holds_only_files
from zenforms.reading.submission import Document, DropFile, FormIdentity, Role, Submission
from zenforms.reading.wire.schema import pack, unpack

MAPS = form_maps()
DIGEST = "0" * 64
SAMPLES = sorted(path for path in places.SAMPLES.iterdir() if path.is_dir())

PICTURES = Recording(RecordingKind.PSR, screenshots=("1.png",), screenshot_folder="psr-captures")
FILE = DropFile("x.zip", "x.zip", Role.PSR, "application/zip", 3, DIGEST, recording=PICTURES)
READ = Submission(
    "x.zip",
    DIGEST,
    documents=(Document("x.pdf", 1, DIGEST, form=FormIdentity("assistance-request", 1)),),
    files=(FILE,),
)

ELSEWHERE = [
    "",
    ".",
    "..",
    "../x.zip",
    "/etc/passwd",
    "a/../../x",
    "psr-captures/1.png",
    "a\\b",
    "C:x",
    "x.zip\0",
    "~pictures",
    ".hidden",
    "x" * 300,
    "missing.zip",
    "\ud800",
    "pointer",
]


@pytest.fixture(name="scratch")
def fixture_scratch(tmp_path: Path) -> Path:
    scratch = tmp_path / "scratch"
    (scratch / "psr-captures").mkdir(parents=True)
    (scratch / "x.zip").write_bytes(b"abc")
    (scratch / "psr-captures" / "1.png").write_bytes(b"abc")
    (tmp_path / "x.zip").write_bytes(b"abc")
    if hasattr(os, "symlink") and os.name != "nt":
        (scratch / "pointer").symlink_to(tmp_path / "x.zip")
    return scratch


def with_file(**changes: object) -> Submission:
    return replace(READ, files=(replace(FILE, **changes),))  # type: ignore[arg-type]


def with_recording(**changes: object) -> Submission:
    return with_file(recording=replace(PICTURES, **changes))  # type: ignore[arg-type]


def with_document(**changes: object) -> Submission:
    return replace(READ, documents=(replace(READ.documents[0], **changes),))  # type: ignore[arg-type]


def test_what_was_read_is_in_order(scratch: Path) -> None:
    assert is_in_order(READ, scratch, MAPS)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_name_that_leads_elsewhere_is_out_of_order(scratch: Path, name: str) -> None:
    assert not is_in_order(with_file(safe_name=name), scratch, MAPS)
    assert not is_in_order(with_recording(screenshots=(name,)), scratch, MAPS)
    if name:
        assert not is_in_order(with_recording(screenshot_folder=name), scratch, MAPS)


@pytest.mark.parametrize(
    "forged",
    [
        with_file(size=4),
        with_file(sha256="../../x"),
        with_file(sha256=""),
        replace(READ, files=(FILE, FILE)),
        replace(READ, sha256="x"),
        with_document(sha256="../.."),
        with_document(form=FormIdentity("../../policy", 1)),
        with_document(form=FormIdentity("", 1)),
    ],
)
def test_what_cannot_be_is_out_of_order(scratch: Path, forged: Submission) -> None:
    assert not is_in_order(forged, scratch, MAPS)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=12) | st.text("./\\~ax:\0", max_size=8))
def test_no_name_in_order_leaves_the_scratch(scratch: Path, name: str) -> None:
    if is_in_order(with_file(safe_name=name), scratch, MAPS):
        assert (scratch / name).resolve().parent == scratch.resolve()


def test_links_and_devices_are_no_files(scratch: Path, tmp_path: Path) -> None:
    assert not holds_only_files(scratch, 10**9)
    (scratch / "pointer").unlink()
    assert holds_only_files(scratch, 10**9)
    os.link(tmp_path / "x.zip", scratch / "psr-captures" / "y")
    assert not holds_only_files(scratch, 10**9)


def test_a_link_that_is_left_in_the_scratch_is_not_followed(scratch: Path, tmp_path: Path) -> None:
    """Where the kernel does not prevent it, the parent sees it."""
    with Sandbox() as sandbox:
        answer = sandbox.run(leave_link, scratch=scratch, target=str(tmp_path / "x.zip"))
    assert answer == Problem(problems.READER_DIED)


@pytest.fixture(scope="module", name="reader")
def fixture_reader() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_read_alike_inside_and_outside(
    reader: Sandbox, tmp_path: Path, sample: Path
) -> None:
    for drop in sorted(sample.iterdir()):
        read = []
        for place in ("inside", "outside"):
            (tmp_path / place).mkdir()
        for place, within in (("inside", True), ("outside", False)):
            scratch = tmp_path / place
            if within:
                answer = read_through(reader, drop, scratch=scratch, maps=MAPS, limits=Limits())
            else:
                answer = read_drop(drop, scratch=scratch, maps=MAPS)
            read.append((answer, sorted(p.relative_to(scratch) for p in scratch.rglob("*"))))
        assert read[0] == read[1]
        whole = read[1][0]
        assert unpack(pack(whole, Submission, most=64_000_000), Submission) == whole
        for place in ("inside", "outside"):
            shutil.rmtree(tmp_path / place)

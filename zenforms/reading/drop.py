"""One drop, whatever its shape, becomes one `Submission`: its envelope, its forms, its files."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.files.contents import Contents, read_contents
from zenforms.reading.files.extracted import ExtractedFiles, Provenance, files_in
from zenforms.reading.files.unpack import Unpacker
from zenforms.reading.formmap import FormMaps
from zenforms.reading.limits import Limits
from zenforms.reading.names import readable, sent_name
from zenforms.reading.scratch import Scratch
from zenforms.reading.submission import Aside, Channel, Envelope, Submission

_CHUNK = 1_048_576


def read_drop(
    source: Path,
    *,
    scratch: Scratch,
    maps: FormMaps,
    limits: Limits | None = None,
    mail_server: str | None = None,
) -> Submission:
    """Open `source`: a PDF, .eml, .msg, .zip, winmail.dat or folder, told by its content.

    Its files are written to `scratch`, an existing empty folder, under their safe names; only
    summaries come back. Never raises for what the drop holds: problems say what could not be
    opened. `mail_server` is the host name whose Received stamp is believed. Raises ScratchError
    when `scratch` cannot be written to.
    """
    limits = limits or Limits()
    name = sent_name(readable(source.name)) or "envoi"
    try:
        digest = drop_digest(source, limits)
    except OSError as error:
        detail = {"detail": error.strerror or type(error).__name__}
        problem = Problem(drop_problems.UNREADABLE_DROP, detail)
        return Submission(name=name, sha256="", problems=(problem,))
    tray = ExtractedFiles(scratch, limits)
    unpacker = Unpacker(tray, limits, mail_server)
    if source.is_dir():
        unpacker.folder(source)
    else:
        unpacker.file(source, Provenance(name), whole=True)
    contents = read_contents(tray, maps, limits)
    has_files = any(file.aside is not Aside.LITTER for file in contents.files)
    if not has_files and not unpacker.letters:
        tray.report([Problem(drop_problems.EMPTY_DROP)])
    return Submission(
        name=name,
        sha256=digest,
        envelope=_envelope(unpacker.letters, contents),
        documents=contents.documents,
        files=contents.files,
        problems=tuple(tray.problems),
        forwarded=tuple(unpacker.letters[1:]),
    )


def drop_digest(source: Path, limits: Limits) -> str:
    """The drop's own sha256; that of a folder is over its files' paths and contents.

    Of a file that is too large to be read only the size counts. Raises OSError when something of it
    cannot be read.
    """
    if not source.is_dir():
        size = source.stat().st_size
        return _digest(source.open("rb")) if size <= limits.drop_bytes else _of_size(size)
    whole = hashlib.sha256()
    for file in files_in(source, limits):
        if file.is_file:
            is_read = file.size <= limits.drop_bytes
            content = _digest(file.open()) if is_read else _of_size(file.size)
            line = f"{content}  {file.relative}\n"
            whole.update(line.encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _of_size(size: int) -> str:
    return hashlib.sha256(f"{size} bytes".encode()).hexdigest()


def _digest(opened: BinaryIO) -> str:
    digest = hashlib.sha256()
    with opened as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _envelope(letters: Sequence[Envelope], contents: Contents) -> Envelope:
    """The outermost message's; a form of ours makes the channel, however it travelled."""
    envelope = letters[0] if letters else Envelope()
    if any(document.form for document in contents.documents):
        return replace(envelope, channel=Channel.FORM)
    return envelope

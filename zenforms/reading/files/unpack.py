"""Opens what was dropped, shape by shape, until only files are left."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from zenforms import danger_problems, drop_problems, problems
from zenforms.findings import Problem
from zenforms.reading.files.classify import ZipKind, zip_kind
from zenforms.reading.files.extracted import (
    ExtractedFile,
    ExtractedFiles,
    FolderFile,
    Provenance,
    files_in,
)
from zenforms.reading.formats import media
from zenforms.reading.formats.archive import Archive, Entry, Refused
from zenforms.reading.formats.ole import open_ole
from zenforms.reading.limits import Limits
from zenforms.reading.litter import MOST_BYTES, MOST_LISTED
from zenforms.reading.mail.bounds import looks_like_mht
from zenforms.reading.mail.envelope import Letter
from zenforms.reading.mail.frames import without_frame
from zenforms.reading.mail.intext import whole_base64
from zenforms.reading.mail.mail import opened_seal
from zenforms.reading.mail.mbox import read_messages
from zenforms.reading.mail.missing import of_enclosures
from zenforms.reading.mail.outlook import is_outlook, read_outlook
from zenforms.reading.mail.tnef import is_tnef, read_tnef
from zenforms.reading.names import extension, one_line, readable, sent_name
from zenforms.reading.pdf.embedded import (
    EmbeddedDamagedError,
    EmbeddedFile,
    EmbeddedTooLargeError,
    embedded_files,
)
from zenforms.reading.submission import Envelope

_CHUNK = 1_048_576
_TEXTS = frozenset(
    {"patch", "diff", "txt", "text", "log", "md", "csv", "json", "ini", "conf", "sql"}
)
"""A text that only begins as a message does, such as a patch or a note, is a file as well."""
_GZIP = b"\x1f\x8b"
_SINGLE = re.compile(r"(?i)\.(?:gz|b64|base64|txt)$")
_MEANT = frozenset({media.PDF, media.FDF})
"""What is opened that was packed by itself: a form."""
_STOPS_AN_ARCHIVE = frozenset({danger_problems.BOMB, drop_problems.ARCHIVE_TOO_LARGE})


class Unpacker:
    """Fills a tray with the files of a drop; `letters` are the messages met, outermost first."""

    def __init__(self, tray: ExtractedFiles, limits: Limits, mail_server: str | None) -> None:
        self.letters: list[Envelope] = []
        self._tray = tray
        self._limits = limits
        self._server = mail_server

    def folder(self, source: Path) -> None:
        """Everything in a folder and its subfolders; links are left aside, litter comes last."""
        for file in files_in(source, self._limits):
            name = sent_name(readable(file.name)) or "fichier"
            if file.is_closed:
                self._tray.report([Problem(drop_problems.UNREADABLE_FILE, {"file": name})])
                continue
            if not file.is_file:
                about = {"file": name, "member": name}
                self._tray.report([Problem(drop_problems.SPECIAL_MEMBER, about)])
                continue
            self.file(file, Provenance(name, folder=one_line(readable(file.folder))))
            if len(self._tray.settled) >= self._limits.drop_files:
                limit = {"limit": str(self._limits.drop_files)}
                self._tray.report([Problem(drop_problems.TOO_MANY_FILES, limit)])
                return
        for left in files_in(source, self._limits, litter=True):
            if left.is_file and left.size <= MOST_BYTES:
                name = sent_name(readable(left.name)) or "fichier"
                origin = Provenance(name, folder=one_line(readable(left.folder)), is_litter=True)
                with suppress(Refused):
                    self._settle_litter(_chunks(left, name), origin)

    def _settle_litter(self, chunks: Iterator[bytes], origin: Provenance) -> None:
        """A left-over is told of and never opened, where there is room; else nobody misses it."""
        known = sum(one.is_litter for one in self._tray.settled)
        if known < MOST_LISTED and len(self._tray.settled) < self._limits.drop_files:
            taken = self._tray.take(chunks, origin)
            if taken:
                self._tray.settle(taken)

    def file(self, source: Path | FolderFile, origin: Provenance, *, whole: bool = False) -> None:
        """One file on disk, which stays where it is; `whole` when it is all of the drop."""
        try:
            chunks = _chunks(source, origin.name)
            parcel = self._tray.take(chunks, origin, size=_size_of(source))
        except Refused as refused:
            self._tray.report([refused.problem])
            return
        if parcel:
            self._open(parcel, whole=whole)

    def _open(self, parcel: ExtractedFile, *, whole: bool = False) -> None:
        """Take out what a container holds; anything else is a file of the drop, or that too."""
        if self._is_opened(parcel) and (whole or extension(parcel.name) not in _TEXTS):
            self._tray.discard(parcel)
            return
        if self._tray.settle(parcel):
            self._take_embedded(parcel)

    def _take_embedded(self, parcel: ExtractedFile) -> None:
        """What a person attached inside a PDF is a file of the drop as well; it stays unopened."""
        with parcel.path.open("rb") as stream:
            is_pdf = media.media_type(stream.read(media.HEAD_BYTES)) == media.PDF
        if not is_pdf or parcel.size > self._limits.document_bytes:
            return
        try:
            with embedded_files(parcel.path, self._limits) as files:
                for file in files:
                    self._take_one_embedded(file, parcel)
        except EmbeddedTooLargeError:
            self._tray.report([Problem(problems.EMBEDDED_LIMIT)])

    def _take_one_embedded(self, file: EmbeddedFile, parcel: ExtractedFile) -> None:
        try:
            taken = self._tray.take(file.chunks, Provenance(file.name, folder=parcel.folder))
        except EmbeddedDamagedError:
            about = {"file": file.name}
            self._tray.report([Problem(drop_problems.DAMAGED_ATTACHMENT, about)])
            return
        if taken:
            self._tray.settle(taken)

    def _is_opened(self, parcel: ExtractedFile) -> bool:
        with parcel.path.open("rb") as stream:
            head = stream.read(media.HEAD_BYTES)
        if head.startswith(b"PK"):
            return self._open_zip(parcel)
        if self._open_single(parcel, head):
            return True
        letter = self._letter(parcel, head)
        if letter is not None and parcel.mail_depth > self._limits.mail_depth:
            limit = {"limit": str(self._limits.mail_depth)}
            self._tray.report([Problem(drop_problems.NESTED_TOO_DEEP, limit)])
            return False
        return letter is not None and self._open_letter(letter, parcel, parcel.mail_depth)

    def _open_single(self, parcel: ExtractedFile, head: bytes) -> bool:
        """A file that was packed by itself, or that is its own base64: what a person meant."""
        if parcel.size > self._limits.document_bytes or parcel.depth > self._limits.archive_depth:
            return False
        if head.startswith(_GZIP):
            data = _inflated(parcel.path.read_bytes(), self._limits.document_bytes)
        else:
            data = whole_base64(head) and whole_base64(parcel.path.read_bytes())
        if not data or media.media_type(data[: media.HEAD_BYTES]) not in _MEANT:
            return False
        name = _SINGLE.sub("", parcel.name) or parcel.name
        origin = Provenance(
            name, folder=parcel.folder, depth=parcel.depth + 1, mail_depth=parcel.mail_depth
        )
        taken = self._tray.take([data], origin)
        if taken:
            self._open(taken)
        return taken is not None

    def _letter(self, parcel: ExtractedFile, head: bytes) -> Letter | None:
        """The message in a parcel, or None when it is none."""
        if media.media_type(head) == media.OLE:
            storage = open_ole(parcel.path)
            if storage is None and extension(parcel.name) == "msg":
                self._tray.report([Problem(drop_problems.DAMAGED_OUTLOOK)])
            if storage is None or not is_outlook(storage):
                return None
            return read_outlook(parcel.path.read_bytes(), self._limits, mail_server=self._server)
        if is_tnef(head):
            return read_tnef(parcel.path.read_bytes(), self._limits)
        if looks_like_mht(head) or without_frame(head) is None:
            return None
        if parcel.size > self._limits.mail_bytes:
            limit = {"limit": str(self._limits.mail_bytes)}
            self._tray.report([Problem(drop_problems.MAIL_TOO_LARGE, limit)])
            return None
        data = without_frame(parcel.path.read_bytes()) or b""
        return read_messages(data, self._limits, mail_server=self._server, depth=parcel.mail_depth)

    def _open_letter(self, letter: Letter, parcel: ExtractedFile, depth: int) -> bool:
        """Take out a message's files; a message that yields nothing stays a file itself."""
        self._tray.report(letter.problems)
        empty = not (letter.enclosures or letter.letters or letter.beside)
        if letter.problems and empty and letter.envelope == Envelope():
            return False
        letter = opened_seal(letter, self._limits)
        self._tray.report([*letter.problems, *of_enclosures(letter.enclosures)])
        self.letters.append(replace(letter.envelope, depth=depth))
        for enclosure in letter.enclosures:
            origin = Provenance(
                enclosure.name,
                depth=parcel.depth,
                mail_depth=parcel.mail_depth + 1,
                shown=enclosure.shown,
            )
            taken = self._tray.take([enclosure.data], origin)
            if taken:
                self._open(taken)
        for inner in letter.letters:
            self._open_letter(inner, parcel, depth + 1)
        for one in letter.beside:
            self._open_letter(one, parcel, depth)
        return True

    def _open_zip(self, parcel: ExtractedFile) -> bool:
        try:
            with Archive(parcel.path, parcel.name, self._limits) as archive:
                if zip_kind(archive).kind is not ZipKind.CONTAINER:
                    return False
                if parcel.depth >= self._limits.archive_depth:
                    about = {"file": parcel.name}
                    self._tray.report([Problem(drop_problems.NESTED_ARCHIVE, about)])
                    return False
                taken = self._take_entries(archive, parcel)
                self._tray.report(archive.problems)
        except Refused as refused:
            self._tray.report([refused.problem])
            return False
        for inner in taken:
            self._open(inner)
        return bool(taken)

    def _take_entries(self, archive: Archive, parcel: ExtractedFile) -> list[ExtractedFile]:
        taken = []
        left: list[tuple[Entry, Provenance]] = []
        for entry in archive.entries(litter=True):
            folder = "/".join(part for part in (parcel.folder, entry.folder) if part)
            origin = Provenance(
                entry.name,
                folder=folder,
                depth=parcel.depth + 1,
                mail_depth=parcel.mail_depth,
                is_litter=entry.is_litter,
            )
            if entry.is_litter:
                left.append((entry, origin))
                continue
            try:
                found = self._tray.take(archive.chunks(entry), origin)
            except Refused as refused:
                self._tray.report([refused.problem])
                if refused.problem.code in _STOPS_AN_ARCHIVE:
                    break
                continue
            if found:
                taken.append(found)
        for entry, origin in left if taken else ():
            if entry.size <= MOST_BYTES:
                with suppress(Refused):
                    self._settle_litter(archive.chunks(entry), origin)
        return taken


def _inflated(data: bytes, most: int) -> bytes | None:
    """The one file in a gzip; None when it is damaged or larger than `most`."""
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        found = inflater.decompress(data, most)
    except zlib.error:
        return None
    return found if inflater.eof else None


def _size_of(source: Path | FolderFile) -> int:
    if isinstance(source, FolderFile):
        return source.size
    try:
        return source.stat().st_size
    except OSError:
        return 0  # what it is, is told when it is opened


def _chunks(source: Path | FolderFile, name: str) -> Iterator[bytes]:
    """The bytes of a file of the drop; raises Refused when it cannot be read."""
    try:
        with source.open("rb") if isinstance(source, Path) else source.open() as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise Refused(Problem(drop_problems.UNREADABLE_FILE, {"file": name})) from error

"""A client's files as the board hands them out: saved, never opened in the board's own origin."""

from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from zenforms.desk.papers.requests import Filed
from zenforms.desk.spool.small import read_own
from zenforms.present.letters.write import ACKNOWLEDGEMENT, REPLY
from zenforms.reading.formats.media import HEAD_BYTES, media_type
from zenforms.reading.names import safe_name
from zenforms.web.guard import CLIENTS_POLICY

_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})
_PAGE_BYTES = 64_000_000
_PICTURE_BYTES = 40_000_000
_LETTERS = frozenset({REPLY, ACKNOWLEDGEMENT})


def beside(filed: Filed, said: str) -> Path | None:
    """The regular file of this name beside an outcome; None for anything else, links included."""
    place = filed.place
    parts = said.split("/")
    if "" in parts or "." in parts or ".." in parts or "\\" in said or "\0" in said:
        return None
    path = place
    for part in parts:
        path = path / part
        if path.is_symlink():
            return None
    return path if path.is_file() and not place.is_symlink() else None


def saved(path: Path, name: str) -> Response:
    """A file to be saved, whatever it is."""
    return FileResponse(
        path,
        media_type="application/octet-stream",
        headers={"Content-Disposition": disposition(name), "Content-Security-Policy": "sandbox"},
    )


def saved_bytes(content: bytes, name: str) -> Response:
    """The same for what is made as it is asked for."""
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": disposition(name), "Content-Security-Policy": "sandbox"},
    )


def told_page(path: Path) -> Response:
    """A page that we wrote of what a client sent, without any right of the board's own pages."""
    content = read_own(path, most=_PAGE_BYTES)
    return Response(
        content,
        media_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": CLIENTS_POLICY},
    )


def picture(path: Path) -> Response | None:
    """A picture to be shown, by its bytes; None for anything else."""
    with path.open("rb") as file:
        kind = media_type(file.read(HEAD_BYTES), path.name)
    if kind not in _SHOWN or path.stat().st_size > _PICTURE_BYTES:
        return None
    return FileResponse(path, media_type=kind, headers={"Content-Security-Policy": "sandbox"})


def disposition(name: str) -> str:
    """The header that gives a file its name: plain ASCII, and the whole name beside it."""
    safe = safe_name(name)
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "-_. " else "_" for c in safe)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"

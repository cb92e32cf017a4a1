"""What browsers send: small forms, and files as a stream of which nothing is kept in memory."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.requests import Request

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_BYTES = 400_000
_MOST_FIELDS = 300
_MOST_HEADER = 8_000


class BadFormError(Exception):
    """What was sent is no form of ours."""


async def fields_of(request: Request) -> Mapping[str, str]:
    """The fields of a small form; raises BadFormError for what is none, or is not small."""
    if request.headers.get("content-type", "").partition(";")[0] != (
        "application/x-www-form-urlencoded"
    ):
        raise BadFormError
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise BadFormError
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise BadFormError from error
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


@dataclass(slots=True)
class FormPiece:
    """A part of a form as it arrives: its head when it begins, then its bytes, then its end."""

    field: str = ""
    file: str | None = None
    data: bytes = b""
    is_end: bool = False


async def pieces_of(request: Request) -> AsyncIterator[FormPiece]:
    """The parts of a form with files, piece by piece. Raises BadFormError for what is none."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise BadFormError
    reading = _Reading()
    try:
        parser = MultipartParser(boundary, reading.callbacks())
        async for chunk in request.stream():
            parser.write(chunk)
            for piece in reading.taken():
                yield piece
        parser.finalize()
    except (FormParserError, ValueError) as error:
        raise BadFormError from error
    for piece in reading.taken():
        yield piece


class _Reading:
    """Gathers what the parser tells."""

    def __init__(self) -> None:
        self._pieces: list[FormPiece] = []
        self._name = bytearray()
        self._value = bytearray()
        self._head: dict[bytes, bytes] = {}

    def taken(self) -> list[FormPiece]:
        pieces, self._pieces = self._pieces, []
        return pieces

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._field,
            "on_header_value": self._said,
            "on_header_end": self._header,
            "on_headers_finished": self._headed,
            "on_part_data": self._data,
            "on_part_end": self._end,
        }

    def _begin(self) -> None:
        self._head.clear()

    def _field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]
        self._check()

    def _said(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._check()

    def _check(self) -> None:
        if len(self._name) + len(self._value) + len(self._head) > _MOST_HEADER:
            raise ValueError

    def _header(self) -> None:
        self._head[bytes(self._name).lower()] = bytes(self._value)
        self._name.clear()
        self._value.clear()

    def _headed(self) -> None:
        _, options = parse_options_header(self._head.get(b"content-disposition", b""))
        file = options.get(b"filename")
        self._pieces.append(
            FormPiece(
                field=options.get(b"name", b"").decode("utf-8", "replace"),
                file=None if file is None else file.decode("utf-8", "replace"),
            )
        )

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._pieces.append(FormPiece(data=data[start:end]))

    def _end(self) -> None:
        self._pieces.append(FormPiece(is_end=True))

"""One entry of a field as text: strings, streams, names, numbers, each with its flags."""

import html
import re
from dataclasses import dataclass

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.objects import Name, Stream
from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.strings import Decoded, decode_name, decode_text, is_blank
from zenforms.reading.submission import Flag

_TAGS = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</p>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Texts:
    """Reads texts of one document within its limits."""

    source: Source
    limits: Limits

    def read(self, value: object) -> Decoded | None:
        """What `value` says as text, or None when it is null, an array or a dictionary."""
        resolved = self.source.resolve(value)
        data = self._bytes(resolved)
        if data is not None:
            return self._decode(data)
        if isinstance(resolved, Name):
            return Decoded(decode_name(resolved), (Flag.NONSTANDARD_TYPE,))
        if isinstance(resolved, bool):
            return Decoded("true" if resolved else "false", (Flag.NONSTANDARD_TYPE,))
        if isinstance(resolved, int | float):
            return Decoded(_number(resolved), (Flag.NONSTANDARD_TYPE,))
        return None

    def strings(self, value: object) -> list[Decoded]:
        """The texts of an array; items that are no text are left out."""
        read = (self.read(item) for item in self.source.items(value))
        return [decoded for decoded in read if decoded is not None]

    def differs_from_rich(self, rich: object, text: str) -> bool:
        """Whether a rich text (/RV) says something else than the plain value."""
        decoded = self.read(rich)
        if decoded is None or is_blank(decoded.text):
            return False
        said = html.unescape(_TAGS.sub("", _PARAGRAPH.sub("\n", decoded.text)))
        return said.split() != text.split()

    def _bytes(self, value: object) -> bytes | None:
        if isinstance(value, bytes):
            return value
        if isinstance(value, Stream):
            return self.source.stream(value)
        return None

    def _decode(self, data: bytes) -> Decoded:
        limit = self.limits.value_bytes
        if len(data) <= limit:
            return decode_text(data)
        cut = decode_text(data[: limit - limit % 2])
        flags = tuple(f for f in cut.flags if f is not Flag.UNDECODABLE)
        return Decoded(cut.text, (*flags, Flag.TRUNCATED))


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:g}"

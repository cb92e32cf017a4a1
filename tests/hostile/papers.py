"""PDFs without a form whose pages cost a renderer more than it may have."""

import zlib

from tests.hostile.generator import Syntax, pdf, stream

_LEVELS = 7
_TIMES = 10


def paper(content: bytes, objects: dict[int, Syntax] | None = None) -> bytes:
    """A sound file of one page that draws `content`; object 10 is its `/X`."""
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /XObject << /X 10 0 R >> >> >>"
    )
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: page,
            4: stream(content),
            5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            **(objects or {}),
        }
    )


def drawings_in_drawings() -> bytes:
    """2 kB: a word, drawn ten times by what is drawn ten times by what is drawn ten times."""
    objects: dict[int, Syntax] = {}
    for level in range(10, 10 + _LEVELS):
        inner = f"/Resources << /XObject << /X {level + 1} 0 R >> >>"
        objects[level] = stream(b"/X Do " * _TIMES, f"{_FORM} {inner}")
    word = b"BT /F 10 Tf 50 700 Td (Hello) Tj ET"
    objects[10 + _LEVELS] = stream(word, f"{_FORM} /Resources << /Font << /F 5 0 R >> >>")
    return paper(b"/X Do", objects)


def states_in_states() -> bytes:
    """60 kB: the graphics state saved thirty million times."""
    page = zlib.compress(b"q " * 30_000_000, 9)
    return paper(b"", {4: stream(page, "/Filter /FlateDecode")})


_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"

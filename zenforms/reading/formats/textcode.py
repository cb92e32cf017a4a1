"""How a text file is encoded, told by its bytes."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PLAIN_CONTROLS = frozenset(b"\t\n\r\x0c\x1b")
_CONTROLS = bytes(set(range(32)) - _PLAIN_CONTROLS)
_MOST_CONTROLS = 0.01  # a stray NUL or escape does not make a log binary
_WIDE = 0.4  # of the bytes at one parity are zero in UTF-16 without a mark


def text_encoding(head: bytes) -> str | None:
    """The codec that reads `head`, or None when it is no text: a mark, UTF-16, UTF-8, cp1252."""
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return codec
    wide = _wide(head)
    if wide:
        return wide
    if len(head.translate(None, _CONTROLS)) < len(head) * (1 - _MOST_CONTROLS):
        return None
    return "utf-8" if _is_utf8(head) else "cp1252"


def looks_like_text(head: bytes) -> bool:
    """Whether a person could read it in an editor; nothing at all counts as text."""
    return text_encoding(head) is not None


def decode(data: bytes) -> str:
    """`data` as text in whatever encoding it has; what cannot be read becomes U+FFFD."""
    codec = text_encoding(data[:65_536]) or "cp1252"
    text = data.decode(codec, "replace")
    if codec == "utf-8" and "\ufffd" in text:
        return data.decode("cp1252", "replace")
    return text


def _wide(head: bytes) -> str | None:
    sample = head[:4096]
    pairs = len(sample) // 2
    if pairs < 2:  # noqa: PLR2004 - one character tells nothing
        return None
    if sample[1::2].count(0) > _WIDE * pairs and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) > _WIDE * pairs and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.end >= len(head) - 3 and error.reason == "unexpected end of data"
    return True

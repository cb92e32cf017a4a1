"""File names from outside: said on one line, and made safe to write on any system."""

import os
import re
import unicodedata

SAFE_LENGTH = 100  # characters; with the desk's own folders this stays below Windows' 260
SAFE_BYTES = 180  # in UTF-8; ext4 and most others allow 255 per name

_SENT_LENGTH = 255
_EXTENSION_LENGTH = 16
_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*/\\]')
_RESERVED = re.compile(
    r"(?i)^(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)"
)
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(raw: str) -> str:
    """`raw` with each run of line breaks and control characters as a space, cut at 255."""
    cut = raw[: 4 * _SENT_LENGTH]
    plain = "".join("\n" if _is_control(char) else char for char in cut)
    return re.sub(r"\n+", " ", plain).strip()[:_SENT_LENGTH].strip()


def readable(name: str) -> str:
    """A name from a file system as text: bytes that are none become “�”, no lone surrogates."""
    return os.fsencode(name).decode("utf-8", "replace")


def last_component(raw: str) -> str:
    r"""The name without its folders, whoever wrote it: `C:\temp\x.pdf` is `x.pdf`."""
    return _SEPARATORS.split(raw.rstrip("/\\"))[-1]


def sent_name(raw: str) -> str:
    """A file's name as its sender saw it: last component, one line; may be empty."""
    return one_line(last_component(raw.replace("\0", "")))


def extension(name: str) -> str:
    """The last extension in lower case without its dot, as Windows would see it: `pdf`, or ``."""
    visible = "".join(char for char in name if not _is_format(char)).rstrip(". ")
    stem, dot, last = visible.rpartition(".")
    return last.strip().lower() if dot and stem else ""


def extensions(name: str) -> tuple[str, ...]:
    """All extensions in lower case, outermost last: `facture.pdf.exe` has `pdf`, `exe`."""
    visible = "".join(char for char in name if not _is_format(char)).rstrip(". ")
    return tuple(part.strip().lower() for part in visible.split(".")[1:])


def by_name(name: str) -> tuple[tuple[str, int, str], ...]:
    """What to sort names by, as people would: without case, `image 2` before `image 10`."""
    parts = re.split(r"([0-9]+)", unicodedata.normalize("NFC", name).casefold())
    pairs = zip(parts[::2], [*parts[1::2], ""], strict=True)
    return tuple((word, len(number.lstrip("0")), number) for word, number in pairs)


def has_bidi_override(name: str) -> bool:
    """Whether the name can be shown in another order than it is written."""
    return any(char in _OVERRIDES for char in name)


def safe_name(raw: str, fallback: str = "fichier") -> str:
    """A name that may be written on Windows, macOS and Linux, and that keeps its extension."""
    name = unicodedata.normalize("NFC", last_component(raw))
    name = "".join(char for char in name if not (_is_control(char) or _is_format(char)))
    name = _FORBIDDEN.sub("_", name).strip().rstrip(". ").lstrip(".-~ ")
    name = " ".join(name.split())
    stem, tail = _split(name or fallback)
    name = _shortened(stem, tail)
    return f"_{name}" if _RESERVED.match(name) else name


class NameBook:
    """The names already given in one folder; two that differ by case only would collide."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, raw: str) -> str:
        """A safe name that was not given before: `x.pdf`, then `x-2.pdf`."""
        wanted = safe_name(raw)
        name, count = wanted, 1
        while _key(name) in self._taken:
            count += 1
            stem, tail = _split(wanted)
            name = _shortened(stem, f"-{count}{tail}")
        self._taken.add(_key(name))
        return name


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _split(name: str) -> tuple[str, str]:
    stem, dot, tail = name.rpartition(".")
    if not stem or not tail or len(tail) > _EXTENSION_LENGTH:
        return name, ""
    return stem, dot + tail


def _shortened(stem: str, tail: str) -> str:
    stem = stem[: SAFE_LENGTH - len(tail)]
    while len((stem + tail).encode()) > SAFE_BYTES:
        stem = stem[:-1]
    return (stem.rstrip(". ") or "fichier") + tail


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"}


def _is_format(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Cn", "Co"}

"""Rich text as Outlook packs it (MS-OXRTFCP)."""

import struct

_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
    b"\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_HEAD = struct.Struct("<II4sI")
_PACKED, _PLAIN = b"LZFu", b"MELA"
_RING = 4096


def unpacked_rtf(data: bytes, most: int) -> bytes | None:
    """The rich text, at most `most` bytes of it; None when `data` is none."""
    if len(data) < _HEAD.size:
        return None
    _, size, kind, _ = _HEAD.unpack_from(data)
    if kind == _PLAIN:
        return data[_HEAD.size : _HEAD.size + min(size, most)]
    return _unpacked(data[_HEAD.size :], min(size, most)) if kind == _PACKED else None


def _unpacked(data: bytes, size: int) -> bytes:
    ring = bytearray(_START) + bytearray(_RING - len(_START))
    place, at, out = len(_START), 0, bytearray()
    while at < len(data) and len(out) < size:
        control, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data):
                break
            if control >> bit & 1:
                word = int.from_bytes(data[at : at + 2], "big")
                at, offset = at + 2, word >> 4
                if offset == place:
                    return bytes(out)
                pieces = [(offset + step) % _RING for step in range((word & 0xF) + 2)]
            else:
                ring[place], at = data[at], at + 1
                pieces = [place]
            for source in pieces:
                letter = ring[source]
                ring[place] = letter
                place = (place + 1) % _RING
                out.append(letter)
    return bytes(out)

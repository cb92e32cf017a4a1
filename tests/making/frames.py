"""What mail programs, gateways and hands make of a message with files: for tests only.

A frame takes a message, or its files, and gives the bytes that arrive.
"""

import base64
import binascii
import struct
from collections.abc import Callable, Mapping

from tests.making.mails import HEADERS, mail, multipart, part
from tests.making.outlook import Msg, MsgFile, make_msg
from tests.making.tnef import TnefFile, make_tnef
from tests.making.zips import Member, make_zip

Files = Mapping[str, bytes]


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def _parted(files: Files, heads: str, encode: Callable[[bytes], bytes] = _base64) -> list[bytes]:
    return [part(heads.replace("NAME", name), encode(data)) for name, data in files.items()]


_USUAL = (
    'Content-Type: application/octet-stream; name="NAME"\n'
    'Content-Disposition: attachment; filename="NAME"\nContent-Transfer-Encoding: base64'
)
PROGRAMS: Mapping[str, str] = {
    "usual": _USUAL,
    "folded": _USUAL.replace("; ", ";\n\t"),
    "inline": _USUAL.replace("attachment", "inline"),
    "name only": _USUAL.replace('\nContent-Disposition: attachment; filename="NAME"', ""),
    "no semicolon": _USUAL.replace(";", ""),
    "lower case": _USUAL.replace("Content-T", "content-t").replace("Content-D", "content-d"),
}
"""How programs write the headers of a part."""
ENCODINGS = (
    "BASE64",
    "base-64",
    "Base 64",
    "x-base64",
    "b64",
    '"base64"',
    "base64;",
    "base64 (binary)",
    "bas64",
    "base63",
    "base64-encoded",
    "7bit",
    "8bit",
    "unknown",
    "",
)
"""How programs name, or misname, the encoding that they use."""


def message(files: Files, program: str = "usual") -> bytes:
    """The message as this program writes it."""
    return mail(*_parted(files, PROGRAMS[program]))


def encoded_as(files: Files, encoding: str) -> bytes:
    """The message with an encoding of this name."""
    return mail(*_parted(files, _USUAL.replace("base64", encoding)))


def _emlx(data: bytes) -> bytes:
    plain = data.replace(b"\r\n", b"\n")
    trailer = b'<?xml version="1.0"?>\n<plist version="1.0"><dict/></plist>\n'
    return f"{len(plain):<10}\n".encode() + plain + trailer


def _mbox(data: bytes) -> bytes:
    return b"From camille@client.example Tue Nov 24 10:15:00 2026\n" + data.replace(b"\r\n", b"\n")


FRAMES: Mapping[str, Callable[[bytes], bytes]] = {
    "nothing": lambda data: data,
    "emlx": _emlx,
    "mbox": _mbox,
    "banner": lambda data: b"Microsoft Mail Internet Headers Version 2.0\r\n" + data,
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "utf-16": lambda data: data.decode("latin-1").encode("utf-16"),
    "utf-16-be": lambda data: b"\xfe\xff" + data.decode("latin-1").encode("utf-16-be"),
    "line feeds": lambda data: data.replace(b"\r\n", b"\n"),
    "carriage returns": lambda data: data.replace(b"\r\n", b"\r"),
    "doubled returns": lambda data: data.replace(b"\r\n", b"\r\r\n"),
    "double spaced": lambda data: data.replace(b"\r\n", b"\r\n\r\n"),
    "no boundary": lambda data: data.replace(b'; boundary="edge"', b"", 1),
    "other boundary": lambda data: data.replace(b'"edge"', b'"something else"', 1),
    "boundary in capitals": lambda data: data.replace(b'"edge"', b'"EDGE"', 1),
    "boundary with a slip": lambda data: data.replace(b'"edge"', b'"edgr"', 1),
    "boundary cut": lambda data: data.replace(b'"edge"', b'"edg"', 1),
    "one line with a slip": lambda data: data.replace(
        b"--edge\r\nContent-Type: appl", b"--ecge\r\nContent-Type: appl", 1
    ),
    "never closed": lambda data: data.replace(b"--edge--\r\n", b""),
    "text is said": lambda data: data.replace(b"multipart/mixed", b"text/plain", 1),
    "no type": lambda data: data.replace(
        b'Content-Type: multipart/mixed; boundary="edge"\r\n', b"", 1
    ),
    "no empty line": lambda data: data.replace(b"base64\r\n\r\n", b"base64\r\n"),
    "odd type": lambda data: data.replace(b"multipart/mixed", b"multipart mixed", 1),
}
"""What becomes of a whole message on its way."""


def _yenc(name: str, data: bytes) -> bytes:
    shifted = bytes((sign + 42) % 256 for sign in data)
    for sign in b"=\0\n\r":
        shifted = shifted.replace(bytes([sign]), b"=" + bytes([(sign + 64) % 256]))
    lines, at = [], 0
    while at < len(shifted):
        stop = at + 128 + shifted[at + 127 : at + 128].count(b"=")
        lines.append(shifted[at:stop])
        at = stop
    head = f"=ybegin line=128 size={len(data)} name={name}".encode()
    return b"\r\n".join([head, *lines, f"=yend size={len(data)}".encode(), b""])


def _uu(name: str, data: bytes) -> bytes:
    lines = [binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45)]
    return f"begin 644 {name}\n".encode() + b"".join(lines) + b"`\nend\n"


_HQX = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
_B64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _hqx(name: str, data: bytes) -> bytes:
    head = bytes([len(name)]) + name.encode() + b"\0TEXTttxt" + struct.pack(">HII", 0, len(data), 0)
    plain = (head + b"\0\0" + data + b"\0\0\0\0").replace(b"\x90", b"\x90\0")
    signs = base64.b64encode(plain).rstrip(b"=").translate(bytes.maketrans(_B64, _HQX))
    lines = b"\r\n".join(signs[at : at + 64] for at in range(0, len(signs), 64))
    return b"(This file must be converted with BinHex 4.0)\r\n:" + lines + b":\r\n"


def _mime(name: str, data: bytes) -> bytes:
    heads = _USUAL.replace("NAME", name).replace("\n", "\r\n").encode()
    return b"--lost\r\n" + heads + b"\r\n\r\n" + _base64(data)


IN_TEXT: Mapping[str, Callable[[str, bytes], bytes]] = {
    "uuencoded": _uu,
    "yEnc": _yenc,
    "BinHex": _hqx,
    "MIME lines": _mime,
}
"""How a file stands in the text of a message."""


def in_text(files: Files, how: str) -> bytes:
    """A message of one text in which the files stand."""
    written = b"\r\n".join(IN_TEXT[how](name, data) for name, data in files.items())
    text = b"Bonjour, voici la demande.\r\n\r\n" + written + b"\r\nBien cordialement\r\n"
    return HEADERS + part("Content-Type: text/plain; charset=us-ascii", text)


def _inner(data: bytes) -> bytes:
    return mail(part("Content-Type: message/rfc822", data), edge="outer")


def _packed_inner(data: bytes) -> bytes:
    heads = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64"
    return mail(part(heads, _base64(data)), edge="outer")


def _clear_signed(data: bytes) -> bytes:
    _, _, body = data.partition(b"Content-Type: multipart")
    signed = multipart(
        [
            b"Content-Type: multipart" + body,
            part("Content-Type: application/pkcs7-signature; name=smime.p7s", b"0"),
        ],
        kind="signed",
        edge="signed",
    )
    return make_msg(
        Msg(sender="camille.exemple@client.example", files=[MsgFile("smime.p7m", signed)])
    )


CARRIERS: Mapping[str, Callable[[bytes], bytes]] = {
    "forwarded": _inner,
    "forwarded, encoded": _packed_inner,
    "attached": lambda data: message({"message.eml": data}),
    "attached without a name": lambda data: message({"ATT00001.bin": data}),
    "in a zip": lambda data: make_zip([Member("message.eml", data)]),
    "in winmail.dat": lambda data: message(
        {"winmail.dat": make_tnef([TnefFile("message.eml", data)])}
    ),
    "in Outlook's file": lambda data: make_msg(Msg(files=[MsgFile("message.eml", data)])),
    "clear-signed in Outlook's file": _clear_signed,
}
"""What carries a whole message, framed or not."""

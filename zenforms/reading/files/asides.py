"""What nobody attached: told by its content first, by its name where content cannot tell."""

import json
import re

from zenforms.reading.files.danger import is_plain_link
from zenforms.reading.files.extracted import ExtractedFile
from zenforms.reading.formats import media
from zenforms.reading.formats.picture import HEAD_BYTES, picture_kind
from zenforms.reading.litter import is_left_over, is_stream_name
from zenforms.reading.mail.missing import is_removal_note
from zenforms.reading.names import extension
from zenforms.reading.submission import Aside, PictureKind, Role

_MAIL_TEXT = re.compile(r"(?i)att\d{3,6}(?:[-_. ]?\d{0,3})(?:\.(?:txt|html?|bin|dat|c|rtf|xml))?")
_MAIL_NOTE = re.compile(
    r"(?i)(?:[a-z]{0,20}-?(?:disclaimer|footer|banner)\d{0,3}\.(?:txt|html?)|encrypted-headers\.txt"
    r"|meta\.json)"
)
_MAIL_NOTE_BYTES = 4_000
_MAIL_TEXT_KINDS = frozenset({"text/plain", "text/html", "application/rtf", media.UNKNOWN})
_MAIL_TEXT_BYTES = 100_000
_OFFICE = re.compile(
    r"(?i)(?:(?:oledata|editdata)\.mso|(?:image|header|clip_image)\d+\.(?:wmz|emz|pcz|mso)"
    r"|winmail\.dat|~wrd\d+\.jpe?g|themedata\.(?:thmx|xml)|colorschememapping\.xml|filelist\.xml)"
)
_SIGNATURES = frozenset({"p7s", "p7c", "sig", "asc"})
_KEYS = frozenset({"gpg", "pgp", "pkr", "p7b", "cer", "crt", "der", "pem", "asc"})
_SUMS = frozenset(
    {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha", "sfv", "b2", "blake2", "crc"}
)
_SUM_NAME = re.compile(r"(?i)(?:md5|sha\d{0,3}|b2|check)sums?(?:\.(?:txt|asc))?")
_SUM_LINE = re.compile(
    r"(?i)(?:[#;].*|[0-9a-f]{32,128}(?:[ \t]+[ *]?\S.{0,400})?"
    r"|(?:md5|sha-?\d{1,3}(?:/\d+)?|blake2b?)\s?\(.{1,400}\)\s?=\s?[0-9a-f]{32,128}"
    r"|\S.{0,400}[ \t][0-9a-f]{8})?"
)
_SUM_BYTES = 65_536
_ARMOURED_KEY = (b"-----BEGIN PGP PUBLIC KEY", b"-----BEGIN CERTIFICATE", b"-----BEGIN PUBLIC KEY")
_ARMOURED_SIGNATURE = (b"-----BEGIN PGP SIGNATURE", b"-----BEGIN PKCS7", b"untrusted comment: sig")
_STREAMS = (b"\0\5\x16\7", b"[ZoneTransfer]")
"""AppleDouble, and where Windows keeps that a file came from the network."""
_REACTION_BYTES = 1_000
_RECEIPT = re.compile(rb"(?im)^(?:Reporting-UA|Reporting-MTA|Final-Recipient|Disposition):")
_SMALL = 30_000
"""Bytes of a picture that the text shows: what weighs less is no picture of a screen."""


def by_product(parcel: ExtractedFile, kind: str, head: bytes) -> Aside | None:
    """Why the file is a by-product; None when it is none, or a picture."""
    if is_stream_name(parcel.name) or head.startswith(_STREAMS):
        return Aside.STREAM
    if parcel.is_litter or is_left_over(parcel.name):
        return Aside.LITTER
    by_kind = _OF_KINDS.get(kind) or _OF_NAMES.get(extension(parcel.name))
    if parcel.mail_depth and _OFFICE.fullmatch(parcel.name):
        by_kind = Aside.OFFICE
    if is_plain_link(kind, head):
        by_kind = Aside.LINK
    return by_kind or _of_cipher(extension(parcel.name), head) or _of_text(parcel, kind, head)


_OF_KINDS = {"text/calendar": Aside.CALENDAR, "text/vcard": Aside.CARD}
_OF_NAMES = {
    **dict.fromkeys(("ics", "ical", "ifb", "vcs"), Aside.CALENDAR),
    **dict.fromkeys(("vcf", "vcard"), Aside.CARD),
}


def _of_cipher(name: str, head: bytes) -> Aside | None:
    start = head[:200].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if is_ciphered(name, head):
        return None
    if start.startswith(_ARMOURED_KEY):
        return Aside.KEY
    if start.startswith(_ARMOURED_SIGNATURE) or name in _SIGNATURES:
        return Aside.SIGNATURE
    return Aside.KEY if name in _KEYS else None


def is_ciphered(name: str, head: bytes) -> bool:
    """Whether what lies in it can be opened by nobody here."""
    return name == "p7m" or head[:200].lstrip().startswith(b"-----BEGIN PGP MESSAGE")


def _of_text(parcel: ExtractedFile, kind: str, head: bytes) -> Aside | None:
    if kind in _MAIL_TEXT_KINDS and _MAIL_TEXT.fullmatch(parcel.name):
        return Aside.MAIL_TEXT if parcel.size <= _MAIL_TEXT_BYTES else None
    if parcel.mail_depth and parcel.size <= _MAIL_NOTE_BYTES and _MAIL_NOTE.fullmatch(parcel.name):
        return Aside.MAIL_TEXT
    if parcel.mail_depth and is_removal_note(parcel.name, head, parcel.size):
        return Aside.MAIL_TEXT
    if _is_reaction(head):
        return Aside.REACTION
    if parcel.mail_depth and kind == "text/plain" and len(_RECEIPT.findall(head[:4_000])) > 1:
        return Aside.RECEIPT
    return Aside.CHECKSUM if _is_checksum(parcel, kind, head) else None


def _is_reaction(head: bytes) -> bool:
    """What Gmail sends with a thumb that is up: `{"emoji": "👍", "version": 1}`."""
    if len(head) > _REACTION_BYTES or b'"emoji"' not in head:
        return False
    try:
        told = json.loads(head)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.keys() <= {"emoji", "version"}


def _is_checksum(parcel: ExtractedFile, kind: str, head: bytes) -> bool:
    if kind not in {"text/plain", media.UNKNOWN} or parcel.size > _SUM_BYTES:
        return False
    if extension(parcel.name) in _SUMS or _SUM_NAME.fullmatch(parcel.name):
        return True
    lines = [line.strip() for line in head.decode("utf-8", "replace").splitlines()]
    is_said = any(re.search(r"[0-9a-fA-F]{32}", line) for line in lines)
    return is_said and all(map(_SUM_LINE.fullmatch, lines))


def picture_role(parcel: ExtractedFile, kind: str) -> tuple[Role, PictureKind, Aside | None]:
    """What a picture is to the request, what it shows, and why it is no document."""
    with parcel.path.open("rb") as stream:
        shows = picture_kind(stream.read(HEAD_BYTES), kind, parcel.size)
    if reason := _DECORATIONS.get(shows):
        is_put_there = shows is PictureKind.BANNER and not parcel.mail_depth  # by no mail program
        role, aside = (Role.OTHER, Aside.DOUBTFUL) if is_put_there else (Role.DECORATION, reason)
    elif shows is PictureKind.SCREEN or (shows is PictureKind.WINDOW and not parcel.shown):
        role, aside = Role.SCREENSHOT, None
    elif shows in {PictureKind.PHOTOGRAPH, PictureKind.PAGE}:
        role, aside = Role.DOCUMENT, None
    elif parcel.shown and parcel.size < _SMALL and shows is not PictureKind.WINDOW:
        role, aside = Role.DECORATION, Aside.LOGO
    else:
        is_doubtful = parcel.shown or shows is PictureKind.CUTTING
        role, aside = (Role.OTHER, Aside.DOUBTFUL) if is_doubtful else (Role.DOCUMENT, None)
    return role, shows, aside


_DECORATIONS = {
    PictureKind.PIXEL: Aside.TRACKING_PIXEL,
    PictureKind.LOGO: Aside.LOGO,
    PictureKind.BANNER: Aside.BANNER,
}

"""Signs that a file ought to be in a message and is not: links to shares, notes of gateways."""

import re
from collections.abc import Iterable, Iterator

from zenforms import drop_problems, frame_problems
from zenforms.findings import Problem
from zenforms.reading.mail.envelope import Enclosure
from zenforms.reading.mail.headers import decode_charset
from zenforms.reading.mail.htmltext import html_text
from zenforms.reading.mail.tnef import is_tnef
from zenforms.reading.names import extension, one_line

_MOST = 20
_SHARE = re.compile(
    r"(?i)https?://(?:[a-z0-9-]{1,63}[.-]){0,6}(?:sharepoint|onedrive|1drv|drive\.google|docs\.google"
    r"|dropbox|wetransfer|we\.tl|icloud|box|swisstransfer|fromsmash|grosfichiers|filesender|mega"
    r"|nextcloud|transfernow|hightail|sharefile|kdrive|pcloud|sendgb|cryptshare|oodrive)\b[.\w/]"
    r"[^\s<>\"')\]]{0,500}"
)
_ANCHOR = re.compile(
    r"""(?is)<a\b[^<>]{0,2000}?\bhref\s{0,9}=\s{0,9}["']?([^"'\s<>]{1,2000})[^<>]{0,2000}>(.{0,2000}?)</a>"""
)
_FILE = re.compile(
    r"(?i)[^\s/\\<>:\"|?*\[\]]{1,120}\.(?:pdf|zip|7z|rar|fdf|mht|log|txt|docx?|xlsx?|msg|eml|png|jpe?g)\b"
)
_NOUN = r"(?:pi[èe]ces?\s+jointes?|attachments?|fichiers?|files?)"
_GONE = (
    r"(?:supprim|retir|bloqu|enlev|remplac|removed|deleted|blocked|stripped|replaced|quarant"
    r"|detached)"
)
_SAID = re.compile(rf"(?i){_NOUN}.{{0,120}}{_GONE}|{_GONE}.{{0,120}}{_NOUN}")
_PASSIVE = re.compile(
    rf"(?i)(?:a|ont)\s+été\s+{_GONE}|(?:was|were|has\s+been|have\s+been)\s+{_GONE}"
)
_BY_A_MACHINE = re.compile(
    r"(?i)^\s{0,9}[\[<*({#]|passerelle|gateway|anti-?virus|mailscanner|politique\s+de\s+s[ée]curit[ée]"
    r"|security\s+policy|e-?mail\s+filter"
)
_NOTE_NAME = re.compile(
    r"(?i)(?:malware.?alert.?text|deleted.?attachment\d*|(?:removed|blocked|stripped|unsafe|infected)"
    r".?attachments?\d*|attachment.?(?:removed|blocked|deleted|warning)\d*|virus.?(?:warning|alert)\d*"
    r"|.{0,80}-attachment-warning|pi[eè]ces?.(?:jointes?.)?(?:supprim|retir|bloqu)\w*)\.(?:txt|html?)"
)
_NOTE_BYTES = 8_000
_CRUMB = 100  # bytes: less can hold no file
_RPMSG = b"\x76\xe8\x04\x60\xc4\x11\xe3\x86"
_TEXTS = frozenset({"txt", "htm", "html", ""})


def missing_files(pages: Iterable[str], text: str) -> Iterator[Problem]:
    """What a page or a text says of files that are not in the message."""
    named = dict[str, None]()
    for page in pages:
        for address, inside in _ANCHOR.findall(page):
            if _SHARE.match(address):
                named[_called(html_text(inside))] = None
    if not named:
        for found in _SHARE.finditer(text):
            named[_called(found[0])] = None
    for name in list(named)[:_MOST]:
        yield Problem(frame_problems.LINKED_FILE, {"file": one_line(name)})
    for line in text.splitlines():
        if _SAID.search(line[:500]) and _BY_A_MACHINE.search(line[:500]):
            found_name = _FILE.search(line)
            yield _removed(found_name[0] if found_name else line[:80])


def is_removal_note(name: str, head: bytes, size: int) -> bool:
    """Whether a file is the note that a gateway put in the place of another."""
    if size > _NOTE_BYTES or extension(name) not in _TEXTS or b"\0" in head:
        return False
    said = decode_charset(head[:_NOTE_BYTES], "")
    told = bool(_SAID.search(" ".join(said.split()))) and bool(_PASSIVE.search(said))
    return bool(_NOTE_NAME.fullmatch(name)) or told


def of_enclosures(enclosures: Iterable[Enclosure]) -> Iterator[Problem]:
    """What the files of a message say of others that are not there."""
    for enclosure in enclosures:
        data = enclosure.data
        if extension(enclosure.name) == "rpmsg" or data.startswith(_RPMSG):
            yield Problem(frame_problems.RIGHTS_MANAGED)
        elif enclosure.name.lower() == "winmail.dat" and not is_tnef(data) and len(data) > _CRUMB:
            yield Problem(drop_problems.DAMAGED_TNEF)
        elif is_removal_note(enclosure.name, data[:_NOTE_BYTES], len(data)):
            found = _FILE.search(decode_charset(data[:_NOTE_BYTES], ""))
            yield _removed(found[0] if found else enclosure.name)


def _called(text: str) -> str:
    found = _FILE.search(text)
    return found[0] if found else "lien"


def _removed(name: str) -> Problem:
    return Problem(frame_problems.REMOVED_FILE, {"file": one_line(name)})

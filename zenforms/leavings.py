"""Names that are no files of anybody's: what systems, editors, downloads and sync clients leave.

A name alone decides, so that nothing is opened; where another name must lie beside it, that is
passed in. Case does not matter, nor in which of its forms an accent is written.
"""

import re
import unicodedata
from collections.abc import Container, Iterable
from enum import StrEnum
from functools import lru_cache


class Leaving(StrEnum):
    """What such a name tells of."""

    LITTER = "litter"
    """A system's own: recycle bins, thumbnails, streams, snapshots. Nobody misses it."""
    LOCK = "lock"
    """Says that an editor has a file open."""
    TEMPORARY = "temporary"
    """A program's working file; it may stay for ever and mean nothing."""
    UNFINISHED = "unfinished"
    """A copy or download that is not finished."""
    PLACEHOLDER = "placeholder"
    """Stands for a file that is elsewhere; whoever moves it may delete that file."""
    SHORTCUT = "shortcut"
    """Only says where something is."""
    HIDDEN = "hidden"
    """Begins with a dot, and nothing more is known of it."""


def leaving(name: str, beside: Container[str] = ()) -> Leaving | None:
    """What a name tells of; None for one that may be somebody's file.

    `beside` are the names in the same folder: a stream is also known by the file it belongs to.
    """
    base = _STREAM_OF.match(name)
    if base and (base[1] in beside or _STREAM.match(_plain(base[2]))):
        return Leaving.LITTER
    return _kind_of(name)


@lru_cache(maxsize=1 << 15)
def _kind_of(name: str) -> Leaving | None:
    """By its own letters; the same names are seen again at every look."""
    plain = _plain(name)
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(plain)), None)


def awaited(names: Iterable[str]) -> frozenset[str]:
    """The names, in plain form, whose unfinished copies are among `names`."""
    found: set[str] = set()
    for name in names:
        plain = _plain(name)
        for pattern in _FINAL:
            found |= {"".join(m.groups("")) for m in [pattern.fullmatch(plain)] if m}
    return frozenset(found)


def is_awaited(name: str, finals: frozenset[str]) -> bool:
    """Whether a name is one of those that `awaited` gives."""
    return bool(finals) and _plain(name) in finals


def is_fresh(name: str) -> bool:
    """Whether a file manager gives new, empty files such a name."""
    return _FRESH.fullmatch(_plain(name)) is not None


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.DOTALL)


_STREAM_OF = re.compile(r"(.+?)[:\uf022\uf03a](.+)", re.DOTALL)
"""A stream is shown as a name of its own where the file system has none; shares put a character
of the private area for the colon."""
_STREAM = _any(
    r"zone\.identifier.*",
    r"smartscreen",
    r"encryptable",
    r"favicon",
    r"afp_(?:afpinfo|resource)",
    r"oeecustomproperty",
    r"ms-properties",
    r"com\.(?:apple|dropbox|microsoft)\..+",
    r".*[:\uf022\uf03a]?\$data",
    "[\x05\uf005].*",
)

_ENDINGS = (
    r"part|partial|filepart|crdownload|opdownload|download|fdmdownload|wkdownload|ydownload"
    r"|downloading|uploading|incomplete|unfinished|inprogress|writing|getright|dtapart|xltd|td"
    r"|part\.met|lftp-pget-status|gstmp|ffs_tmp|syncthing|mega|aria2(?:__temp)?|azdownload"
    r"|!ut|ut!|!qb|!bt|bc!|jc!|!sync|rsls[a-z]?|sfpart"
)
_SANDBOX = r"sb-[0-9a-f]{8}-[a-z0-9]{6}"
_PATTERNS: tuple[tuple[Leaving, re.Pattern[str]], ...] = (
    (
        Leaving.LITTER,
        _any(
            r"(?:eh)?thumbs(?:_vista)?\.db",
            r"desktop\.ini|folder\.htt|autorun\.inf",
            r"[@#$.]recycle(?:d|r|\.bin)?|recycler|recycled|trashbox|@trash|@sharebin",
            r"\.trash(?:es|-.+)?|\.corbeille",
            r"@eadir|@tmp|@recently-snapshot|@synologydrive|[#~.]snapshots?|\.zfs",
            r"system volume information|lost\+found|found\.\d{3}|\$extend|msocache",
            r"network trash folder|temporary items|thefindbyfilefolder|\.temporaryitems",
            "icon[\r\n\uf00d]?",
            r"__macosx|\._.*|\.ds_store|\.appledouble|\.appledesktop|\.apdisk|\.localized",
            r"\.spotlight-.*|\.fseventsd|\.documentrevisions-.*|\.volumeicon\.icns",
            r"\.gitkeep|\.directory|\.hidden|aquota\.(?:user|group)",
            r"\.?_?sync_.*\.db.*|\._sync_.*|\.(?:owncloud|nextcloud)sync.*|\.csync_journal.*",
            r"(?:sync\.)?.*\.ffs_(?:db|lock|batch|gui)|_gsdata_",
            r"\.stfolder.*|\.stignore|\.stversions|\.sync|\.dropbox.*|\.tmp\.drive(?:up|down)load",
            r"\.fuse_hidden.*|\.nfs[0-9a-f]+|\.smbdelete.*|\.@__.*|\.849c9593-.*",
        ),
    ),
    (
        Leaving.LOCK,
        _any(r"~\$.*", r"\.~lock\..*#?", r".*\.(?:lock|lck|laccdb|ldb|dwl2?)", r"\.#.*"),
    ),
    (
        Leaving.PLACEHOLDER,
        _any(
            r".*\.(?:nextcloud|owncloud|icloud|cloudf?|stub)",
            r".*\.g(?:doc|sheet|slides|draw|form|map|site|table|jam|script|link|note)",
            r".*\.(?:rslsf|rslsp|rclonelink|boxnote|papert?)",
        ),
    ),
    (
        Leaving.UNFINISHED,
        _any(
            rf".*\.(?:{_ENDINGS})",
            r".*(?<!\.)!sync",
            r".*\.bts",
            rf".*\.{_SANDBOX}",
            r"[~.]syncthing[~.].*\.tmp",
            r".*\.unison\.tmp|\.unison\..*",
            r"\.goutputstream-.*|\.pureftpd-upload\..*|\.in\..*\.|\.azdownload-.*|\.getxfer\..*",
            r"\..+\.~[0-9a-f]+",
            r"\..+\.[a-z0-9]{6}",
        ),
    ),
    (
        Leaving.TEMPORARY,
        _any(r".*\.(?:tmp|temp|sw[nop]|kate-swp)", r".*~", r"#.*#", r"~(?:wr|df).*", r"\.~.*"),
    ),
    (
        Leaving.SHORTCUT,
        _any(r".*\.(?:lnk|url|webloc|website|inetloc|desktop|appref-ms|scf|pif|symlink)"),
    ),
    (Leaving.HIDDEN, _any(r"\..*")),
)

# What a file will be called that is not finished yet. Firefox puts eight letters before the ending.
_FINAL = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"(.+)\.(?:{_ENDINGS}|bts|tmp|temp)",
        r"(.+)(?:\.!|!)sync",
        rf"(.+)\.{_SANDBOX}",
        r"(.+)\.[0-9a-z]{8}(\.[^.]+)\.part",
        r"(.+)\.[0-9a-f]{8}\.partial",
        r"[~.]syncthing[~.](.+)\.tmp",
        r"\.unison\.(.+)\.[0-9a-f]+\.unison\.tmp",
        r"\.in\.(.+)\.",
        r"\.(.+)\.~[0-9a-f]+",
        r"\.(.+)\.[a-z0-9]{6}",
    )
)

_FRESH = _any(
    r"nouve(?:au|lle) (?:document|dossier|feuille|fichier|image|présentation|archive).*",
    r"new (?:\S+ )*(?:document|file|image|presentation|worksheet|archive).*",
    r"(?:document sans titre|untitled|sans titre).*",
)

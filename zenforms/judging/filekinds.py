"""What to call a kind of file in a sentence for people who know no media types."""

from zenforms.language import Text
from zenforms.reading.formats import media

_PICTURE = Text(fr="une image", en="a picture")
_VIDEO = Text(fr="une vidéo", en="a video")
_SOUND = Text(fr="un enregistrement sonore", en="a sound recording")
_TEXT = Text(fr="un fichier texte", en="a text file")
_PAGE = Text(fr="une page web", en="a web page")
_DOCUMENT = Text(fr="un document de bureautique", en="an office document")
_ARCHIVE = Text(fr="une archive d'autres fichiers", en="an archive of other files")
_MESSAGE = Text(fr="un message", en="a message")
_PROGRAM = Text(fr="un programme", en="a program")
_OTHER = Text(fr="un autre type de fichier", en="another kind of file")

_KINDS = {
    media.PDF: Text(fr="un document PDF", en="a PDF document"),
    media.MAIL: _MESSAGE,
    media.OUTLOOK: _MESSAGE,
    media.TNEF: _MESSAGE,
    media.PROGRAM: _PROGRAM,
    "application/x-elf": _PROGRAM,
    media.ZIP: _ARCHIVE,
    media.GZIP: _ARCHIVE,
    "application/x-7z-compressed": _ARCHIVE,
    "application/vnd.rar": _ARCHIVE,
    "application/vnd.ms-cab-compressed": _ARCHIVE,
    "application/x-tar": _ARCHIVE,
    "application/x-xz": _ARCHIVE,
    "application/x-bzip2": _ARCHIVE,
    "application/zstd": _ARCHIVE,
    media.OLE: _DOCUMENT,
    "application/msword": _DOCUMENT,
    "application/rtf": _DOCUMENT,
    "application/onenote": _DOCUMENT,
    "application/vnd.visio": _DOCUMENT,
    "application/json": _TEXT,
    "application/xml": _TEXT,
    "multipart/related": _PAGE,
    "text/html": _PAGE,
}
_FAMILIES = (
    ("image/", _PICTURE),
    ("video/", _VIDEO),
    ("audio/", _SOUND),
    ("text/", _TEXT),
    ("application/vnd.openxmlformats-officedocument", _DOCUMENT),
    ("application/vnd.oasis.opendocument", _DOCUMENT),
    ("application/vnd.ms-", _DOCUMENT),
)


def kind_of_file(media_type: str) -> Text:
    """The kind with its article: `un document PDF`, `une image`."""
    if media_type in _KINDS:
        return _KINDS[media_type]
    found = (text for start, text in _FAMILIES if media_type.startswith(start))
    return next(found, _OTHER)

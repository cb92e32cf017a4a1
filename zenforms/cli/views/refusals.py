"""Why the machine refuses, as a person reads it; the system's own code stays beside the words."""

from collections.abc import Mapping

from zenforms.console.escape import one_line
from zenforms.language import Lang, Text

_FULL = Text(fr="le disque est plein", en="the disk is full")
_FORBIDDEN = Text(
    fr="un droit manque, ou un programme tient le fichier",
    en="a right is missing, or a program holds the file",
)
_AWAY = Text(fr="le disque ou le partage ne répond pas", en="the disk or the share does not answer")
_IN_USE = Text(fr="le fichier sert encore", en="the file is still in use")

_BY_CODE: Mapping[str, Text] = {
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "EROFS": Text(fr="le disque est en lecture seule", en="the disk is read-only"),
    "EIO": _AWAY,
    "ESTALE": _AWAY,
    "ENOTCONN": _AWAY,
    "EHOSTDOWN": _AWAY,
    "ETIMEDOUT": _AWAY,
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
    "EMFILE": Text(fr="trop de fichiers sont ouverts", en="too many files are open"),
    "ENFILE": Text(fr="trop de fichiers sont ouverts", en="too many files are open"),
}
_BY_KIND: Mapping[str, Text] = {
    "ScannerAwayError": Text(
        fr="l'antivirus ne répond pas", en="the virus scanner does not answer"
    ),
    "StillWrittenError": Text(
        fr="le dépôt est encore en train d'arriver", en="the drop is still arriving"
    ),
    "OvertakenError": Text(
        fr="un autre envoi de la même demande le précède",
        en="another drop of the same request comes first",
    ),
}


def refusal(reason: str, lang: Lang) -> str:
    """A reason (see `transient.reason_of`) in words, harmless; unknown ones as they are."""
    kind, _, code = reason.partition(" ")
    said = _BY_KIND.get(kind) or _BY_CODE.get(code)
    return one_line(f"{said.to(lang)}, {code}" if said else reason, 200)

"""What people and their editors write into a TOML file that is none, and what to write instead."""

import re
import tomllib

from zenforms.language import Text
from zenforms.tomltext import BeyondBoundsError

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_NAMED_TWICE = re.compile(r"twice|Duplicate|Cannot (?:overwrite|redefine|mutate)")
_UNCLOSED = re.compile(r"Unterminated|Unclosed|end of document|Expected '\]'")


def place_in(error: tomllib.TOMLDecodeError, text: str) -> tuple[int | None, Text]:
    """The line, from 1, on which a text ceases to be TOML, and why: never the parser's words."""
    if isinstance(error, BeyondBoundsError):
        return error.line, error.said
    found = _AT_LINE.search(str(error))
    number = int(found[1]) if found else None
    lines = text.splitlines()
    line = lines[number - 1] if number and number <= len(lines) else ""
    return number, _why(line, text, str(error), is_at_the_end=found is None)


def not_text(raw: bytes) -> Text:
    """Why bytes are no UTF-8: what they were saved as, where that can be told."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _SAVED_AS_UTF16
    if _is_wide(raw):
        return _SAVED_AS_UTF16
    return _NULS if 0 in raw else _SAVED_AS_ANSI


def _is_wide(raw: bytes) -> bool:
    """Whether every other byte is null, as in UTF-16 without a mark."""
    halves = sorted((raw[0::2].count(0), raw[1::2].count(0)))
    return halves[0] * 10 < halves[1] and halves[1] * 3 > len(raw)


def in_the_whole(text: str, *, is_needed: bool = False) -> Text | None:
    """What is wrong with a text before anybody parses it: nothing in it, or bytes of no text.

    A file without a byte was cut; where something `is_needed`, blanks say no more.
    """
    if not text or (is_needed and not text.strip()):
        return _EMPTY
    if "\0" in text:
        return _SAVED_AS_UTF16 if _is_wide(text.encode()) else _NULS
    return _OLD_MAC if "\r" in text and "\n" not in text else None


def _why(line: str, text: str, said: str, *, is_at_the_end: bool) -> Text:
    for pattern, slip in _SLIPS:
        if pattern.search(line):
            return slip
    if _NAMED_TWICE.search(said):
        return _TWICE
    if is_at_the_end or _UNCLOSED.search(said):
        return _CUT
    return _MARKED if _CONFLICT.search(text) else _OTHER


_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})", re.MULTILINE)
_SAVED_AS_UTF16 = Text(
    fr="il est enregistré en UTF-16 (« Unicode » dans le Bloc-notes) : enregistrez-le en UTF-8.",
    en="it is saved as UTF-16 (“Unicode” in Notepad): save it as UTF-8.",
)
_SAVED_AS_ANSI = Text(
    fr="il est enregistré en ANSI (Windows-1252), ses accents ne se lisent pas : enregistrez-le en "
    "UTF-8.",
    en="it is saved as ANSI (Windows-1252), its accents cannot be read: save it as UTF-8.",
)
_NULS = Text(
    fr="il contient des octets nuls, comme après une coupure de courant : reprenez-le d'une "
    "sauvegarde.",
    en="it holds null bytes, as after a power cut: restore it from a backup.",
)
_EMPTY = Text(
    fr="il est vide, comme après un disque plein : reprenez-le d'une sauvegarde.",
    en="it is empty, as after a full disk: restore it from a backup.",
)
_OLD_MAC = Text(
    fr="ses fins de ligne sont celles d'un ancien Mac (CR) : enregistrez-le avec celles d'Unix ou "
    "de Windows.",
    en="its line ends are those of an old Mac (CR): save it with those of Unix or Windows.",
)
_CUT = Text(
    fr="un guillemet, un crochet ou une accolade n'est pas fermé ; la fin du fichier manque "
    "peut-être.",
    en="a quotation mark, a bracket or a brace is not closed; the end of the file may be missing.",
)
_TWICE = Text(
    fr="cette table ou cette clé est déjà écrite plus haut : ne gardez qu'une des deux.",
    en="this table or key is written already further up: keep only one of them.",
)
_MARKED = Text(
    fr="il contient les marques d'un conflit de fusion (<<<<<<<, =======, >>>>>>>) : gardez une "
    "seule des versions.",
    en="it holds the marks of a merge conflict (<<<<<<<, =======, >>>>>>>): keep one version only.",
)
_OTHER = Text(
    fr="cette ligne ne se lit pas : « clé = valeur » est attendu, ou « [table] ».",
    en="this line cannot be read: “key = value” is expected, or “[table]”.",
)
_IN_QUOTES = r"(?:\"[^\"]*\"|'[^']*')"
_SLIPS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (_CONFLICT, _MARKED),
    (
        re.compile(r"^\s*(?:;|//|--|/\*|%)"),
        Text(fr="un commentaire commence par #.", en="a comment begins with #."),
    ),
    (
        re.compile(r"=\s*\[?\s*[“”„«»‘’‚‹›]"),
        Text(
            fr='la valeur a des guillemets typographiques : mettez-en des droits, "…".',
            en='typographic quotation marks stand around the value: write straight ones, "…".',
        ),
    ),
    (
        re.compile(r"^[^\"'#=]*[\u00a0\u202f\u2007\u200b\ufeff]|=\s*[\u00a0\u202f\u2007\u200b]"),
        Text(
            fr="un espace insécable ou invisible s'y trouve : mettez-y un espace ordinaire.",
            en="a no-break or invisible space is in it: put an ordinary space in its place.",
        ),
    ),
    (
        re.compile(r"=\s*\[?\s*(?:oui|non|vrai|faux|yes|no|on|off|true|false)\b", re.IGNORECASE),
        Text(
            fr="pour oui ou non, écrivez true ou false, en minuscules et sans guillemets.",
            en="for yes or no, write true or false, in small letters and without quotation marks.",
        ),
    ),
    (
        re.compile(r"=\s*\[?\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"),
        Text(
            fr="une date s'écrit AAAA-MM-JJ, par exemple 2026-05-31.",
            en="a date is written YYYY-MM-DD, for example 2026-05-31.",
        ),
    ),
    (
        re.compile(r"=\s*\[?\s*[-+]?\d+,\d+"),
        Text(
            fr="un nombre décimal s'écrit avec un point : 2.5.",
            en="a decimal number is written with a point: 2.5.",
        ),
    ),
    (
        re.compile(r"\"[^\"]*\\[^\"\\]*"),
        Text(
            fr='entre guillemets, une barre oblique inverse se double, "C:\\\\dossier" ; sinon '
            'écrivez "C:/dossier".',
            en='between quotation marks a backslash is doubled, "C:\\\\folder"; or write '
            '"C:/folder".',
        ),
    ),
    (
        re.compile(rf"^\s*[^\s=\[#]+\s*=\s*{_IN_QUOTES}\s*[^\s#]"),
        Text(
            fr="quelque chose suit la valeur : il en faut une seule par ligne, et un commentaire "
            "commence par #.",
            en="something follows the value: there is one a line, and a comment begins with #.",
        ),
    ),
    (
        re.compile(r"^\s*[^=#\[]+:\s"),
        Text(
            fr="entre la clé et la valeur, écrivez = et non un deux-points.",
            en="between key and value write =, not a colon.",
        ),
    ),
    (
        re.compile(r"=\s*(?:#.*)?$"),
        Text(
            fr="il manque la valeur après =.",
            en="the value after = is missing.",
        ),
    ),
    (
        re.compile(r"=\s*\[?\s*[^\W\d]"),
        Text(
            fr='un texte s\'écrit entre guillemets droits : "…".',
            en='a text stands between straight quotation marks: "…".',
        ),
    ),
    (
        re.compile(r"^\s*[^\s=\[#]*[^\x00-\x7f][^=]*="),
        Text(
            fr="une clé s'écrit sans accent : prenez les noms du modèle.",
            en="a key has no accents: take the names of the template.",
        ),
    ),
)

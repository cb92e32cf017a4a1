"""What is wrong with a register, and what an import changes in it, for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zenforms.console.escape import harmless, one_line
from zenforms.console.layout import WIDTH, Line, Tone, paragraph
from zenforms.findings import Argument, Severity
from zenforms.language import Lang, Text

_SOUND = Text(
    fr="✓ {file} : {count} clients, rien à corriger.",
    en="✓ {file}: {count} clients, nothing to mend.",
)
_SOUND_ONE = Text(
    fr="✓ {file} : un client, rien à corriger.", en="✓ {file}: one client, nothing to mend."
)
_BROKEN = Text(
    fr="✗ {file} : à corriger avant de l'utiliser.", en="✗ {file}: to be mended before it is used."
)
_LINE = Text(fr="ligne {line}", en="line {line}")
_SAID = Text(fr="{place} : {message}", en="{place}: {message}")
_ADDED = Text(fr="ajouté : {id}", en="added: {id}")
_CHANGED = Text(fr="modifié : {id} ({fields})", en="changed: {id} ({fields})")
_KEPT = Text(
    fr="gardé, absent du tableau : {id}", en="kept, although the table does not name it: {id}"
)
_REMOVED = Text(fr="retiré : {id}", en="removed: {id}")
_NOTHING = Text(fr="Rien ne change.", en="Nothing changes.")


def sound_line(file: str, count: int, lang: Lang, width: int = WIDTH) -> list[Line]:
    """That a file of clients can be used."""
    said = _SOUND_ONE if count == 1 else _SOUND
    text = said.fill(lang, {"file": one_line(file), "count": str(count)})
    return paragraph(text, tone=Tone.GOOD, width=width)


def broken_line(file: str, lang: Lang, width: int = WIDTH) -> list[Line]:
    """That a file of clients cannot be used."""
    return paragraph(_BROKEN.fill(lang, {"file": one_line(file)}), tone=Tone.BAD, width=width)


def complaint_lines(
    place: Sequence[str],
    said: Text,
    arguments: Mapping[str, Argument],
    *,
    severity: Severity,
    lang: Lang,
    width: int = WIDTH,
) -> Iterator[Line]:
    """One complaint with the line and field that it is about. Every line is harmless."""
    message = said.fill(lang, harmless(arguments, lang))
    where = ", ".join(one_line(one, 60) for one in place)
    text = _SAID.fill(lang, {"place": where, "message": message}) if where else message
    is_error = severity >= Severity.ERROR
    sign, tone = ("✗", Tone.BAD) if is_error else ("▲", Tone.WARNING)
    yield from paragraph(text, first=f"  {sign} ", tone=tone, width=width)


def line_place(line: int | None, lang: Lang) -> tuple[str, ...]:
    """“line 12”, or nothing where there is no line to name."""
    return (_LINE.fill(lang, {"line": str(line)}),) if line else ()


def change_lines(
    *,
    added: Iterable[str],
    changed: Mapping[str, Iterable[str]],
    absent: Iterable[str],
    replaces: bool,
    lang: Lang,
) -> Iterator[Line]:
    """What an import changes, client by client; `changed` maps ids to the headings of fields."""
    lines = [Line(f"  + {_ADDED.fill(lang, {'id': one})}", Tone.GOOD) for one in added]
    for one, fields in changed.items():
        said = _CHANGED.fill(lang, {"id": one, "fields": ", ".join(fields)})
        lines += paragraph(said, first="  ~ ")
    text, sign, tone = (_REMOVED, "-", Tone.WARNING) if replaces else (_KEPT, "=", Tone.QUIET)
    lines += [Line(f"  {sign} {text.fill(lang, {'id': one})}", tone) for one in absent]
    yield from lines or [Line(f"  {_NOTHING.to(lang)}", Tone.QUIET)]

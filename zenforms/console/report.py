"""The report for a terminal or a text file: the verdict, what to do, then section by section."""

from collections.abc import Iterable, Iterator

from zenforms.console.account import Account, Advice, Block, Note, Part, Passage, Quote, Row
from zenforms.console.escape import one_line
from zenforms.console.layout import WIDTH, Line, Tone, columns, ending, padded, paragraph
from zenforms.language import Lang, Text

_VERDICT = Text(fr="{sign} {file} : {name}", en="{sign} {file}: {name}")
_TODO = Text(fr="À faire : {todo}", en="To do: {todo}")
_WHY = Text(fr="Pourquoi : {why}", en="Why: {why}")
_TERM = 28
_VALUE = 160


def report_lines(account: Account, lang: Lang, width: int = WIDTH) -> Iterator[Line]:
    """The lines of an account. Every one is harmless."""
    yield _verdict(account, lang, width)
    todo = _TODO.fill(lang, {"todo": account.todo})
    yield from paragraph(todo, first="  ", width=width)
    yield from block_lines(account.blocks, lang, width)


def block_lines(blocks: Iterable[Block], lang: Lang, width: int = WIDTH) -> Iterator[Line]:
    """Blocks under their headings, an empty line before each."""
    for block in blocks:
        yield from (Line(), Line(one_line(block.title), Tone.TITLE))
        for part in block.parts:
            yield from _part(part, lang, width)


def _verdict(account: Account, lang: Lang, width: int) -> Line:
    verdict = account.verdict
    said = {"sign": verdict.sign, "name": verdict.text}
    room = width - columns(_VERDICT.fill(lang, {**said, "file": ""}))
    file = ending(one_line(account.file), room)
    return Line(_VERDICT.fill(lang, {**said, "file": file}), verdict.tone)


def report_text(account: Account, lang: Lang) -> str:
    """The same as one text, for a file."""
    return "".join(f"{line.text}\n" for line in report_lines(account, lang))


def _part(part: Part, lang: Lang, width: int) -> list[Line]:
    if isinstance(part, Row):
        return _row(part, width)
    if isinstance(part, Passage):
        return [line for text in part.lines for line in _spoken(text, width)]
    text = one_line(part.text, 2_000)
    if isinstance(part, Note):
        sign = f"{part.sign} " if part.sign else ""
        return paragraph(sign + text, tone=part.tone, first="  ", width=width)
    if isinstance(part, Quote):
        why = _WHY.fill(lang, {"why": text})
        return paragraph(why, tone=Tone.QUIET, first="      ", width=width)
    arrow = "→ " if isinstance(part, Advice) else ""
    return paragraph(text, first=f"    {arrow}", width=width)


def _row(row: Row, width: int) -> list[Line]:
    """A term and its value beside it; below it where the term is long."""
    term = padded(f"  {one_line(row.term)}", _TERM)
    above = [Line(term)] if columns(term) > _TERM else []
    first = " " * _TERM if above else term
    return above + paragraph(one_line(row.value, _VALUE), first=f"{first}  ", width=width)


def _spoken(text: str, width: int) -> list[Line]:
    return paragraph(one_line(text, 10_000), first="  ", width=width) or [Line()]

"""The report as one self-contained page that a support person can forward or print."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from zenforms.console.account import Account, Advice, Block, Note, Part, Passage, Quote, Row, Words
from zenforms.console.layout import Tone
from zenforms.console.sheetstyle import style
from zenforms.language import Lang, Text
from zenforms.markup import Element, page, tag

_TITLE = Text(fr="Rapport de vérification", en="Validation report")
_TODO = Text(fr="À faire : ", en="To do: ")
_COUNT = Text(fr="{count} envois", en="{count} drops")


def accounts_page(accounts: Iterable[Account], lang: Lang) -> str:
    """One HTML page for all accounts. Whatever a client wrote is only ever text in it."""
    told = list(accounts)
    title = told[0].file if len(told) == 1 else _COUNT.fill(lang, {"count": str(len(told))})
    body = tag("main", [_article(account, lang) for account in told])
    return page(f"{_TITLE.to(lang)} · {title}", body, css=style(), lang=lang)


def _article(account: Account, lang: Lang) -> Element:
    verdict = account.verdict
    return tag(
        "article",
        tag("h1", account.file),
        tag("p", f"{verdict.sign} {verdict.text}", class_=_classes("note", verdict.tone)),
        tag("p", tag("strong", _TODO.to(lang)), account.todo, class_="todo"),
        [_section(block) for block in account.blocks],
    )


def _section(block: Block) -> Element:
    return tag("section", tag("h2", block.title), list(_parts(block.parts)))


def _parts(parts: Iterable[Part]) -> Iterator[Element]:
    """Rows that follow each other make one list of terms; the rest is paragraphs."""
    for is_row, group in groupby(parts, key=lambda part: isinstance(part, Row)):
        if is_row:
            yield tag("dl", [_row(part) for part in group if isinstance(part, Row)])
        else:
            yield from (_paragraph(part) for part in group if not isinstance(part, Row))


def _row(row: Row) -> list[Element]:
    return [tag("dt", row.term), tag("dd", row.value)]


def _paragraph(part: Note | Words | Quote | Advice | Passage) -> Element:
    if isinstance(part, Note):
        return tag("p", f"{part.sign} {part.text}".strip(), class_=_classes("note", part.tone))
    if isinstance(part, Quote):
        return tag("blockquote", part.text)
    if isinstance(part, Passage):
        return tag("p", "\n".join(part.lines), class_="passage")
    return tag("p", part.text, class_="advice" if isinstance(part, Advice) else "words")


def _classes(kind: str, tone: Tone) -> str:
    return kind if tone is Tone.PLAIN else f"{kind} {tone.name.lower()}"

"""The report as one self-contained page that a support person can forward or print."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from zenforms.language import Lang, Text
from zenforms.present.document import (
    Advice,
    Chapter,
    Fact,
    Note,
    Paragraph,
    Part,
    Passage,
    Quotation,
    ReportModel,
)
from zenforms.present.html import Element, page, palette, tag
from zenforms.present.terminal import Tone

# How a report looks: light and dark, on screen and on paper, no script.

_RULES = """
* { box-sizing: border-box }
body { margin: 0 auto; padding: 2rem 1.25rem; max-width: 46rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", "Source Sans 3", sans-serif }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0; overflow-wrap: anywhere }
h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; padding-bottom: .2rem;
  border-bottom: 1px solid var(--line) }
article + article { margin-top: 3rem; padding-top: 2rem; border-top: 3px solid var(--line) }
p { margin: .25rem 0; overflow-wrap: anywhere }
.todo { margin: .75rem 0; font-size: 1.05rem }
dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .2rem 1rem; margin: 0 }
dt { color: var(--quiet) } dd { margin: 0; overflow-wrap: anywhere }
.note { font-weight: 600; margin-top: .9rem }
.words, .advice { margin-left: 1.4rem } .passage { white-space: pre-wrap }
.advice::before { content: "\\2192\\a0" }
blockquote { margin: .15rem 0 .35rem 1.4rem; padding-left: .7rem; color: var(--quiet);
  border-left: 2px solid var(--line) }
.good { color: var(--good) } .warning { color: var(--warning) } .bad { color: var(--bad) }
.quiet { color: var(--quiet); font-weight: 400 }
footer { margin-top: 3rem; color: var(--quiet); font-size: .85rem }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr } dt { margin-top: .4rem } }
@media print { body { max-width: none; padding: 0; font-size: 10pt } @page { margin: 18mm }
  article + article { break-before: page; border: 0 } .note, h2 { break-after: avoid } }
"""


def style() -> str:
    """The whole style sheet of a report, and of whatever page looks like one."""
    inks = palette("paper", "ink", "quiet", "line", "good", "warning", "bad")
    return f"{' '.join(inks)}{_RULES}"


_TITLE = Text(fr="Rapport de vérification", en="Validation report")
_TODO = Text(fr="À faire : ", en="To do: ")
_COUNT = Text(fr="{count} envois", en="{count} drops")


def reports_page(models: Iterable[ReportModel], lang: Lang) -> str:
    """One HTML page for all reports. Whatever a client wrote is only ever text in it."""
    told = list(models)
    title = told[0].file if len(told) == 1 else _COUNT.fill(lang, {"count": str(len(told))})
    body = tag("main", [_article(model, lang) for model in told])
    return page(f"{_TITLE.to(lang)} · {title}", body, css=style(), lang=lang)


def _article(model: ReportModel, lang: Lang) -> Element:
    verdict = model.verdict
    return tag(
        "article",
        tag("h1", model.file),
        tag("p", f"{verdict.sign} {verdict.text}", class_=_classes("note", verdict.tone)),
        tag("p", tag("strong", _TODO.to(lang)), model.todo, class_="todo"),
        [_section(block) for block in model.chapters],
    )


def _section(block: Chapter) -> Element:
    return tag("section", tag("h2", block.title), list(_parts(block.parts)))


def _parts(parts: Iterable[Part]) -> Iterator[Element]:
    """Rows that follow each other make one list of terms; the rest is paragraphs."""
    for is_row, group in groupby(parts, key=lambda part: isinstance(part, Fact)):
        if is_row:
            yield tag("dl", [_row(part) for part in group if isinstance(part, Fact)])
        else:
            yield from (_paragraph(part) for part in group if not isinstance(part, Fact))


def _row(row: Fact) -> list[Element]:
    return [tag("dt", row.term), tag("dd", row.value)]


def _paragraph(part: Note | Paragraph | Quotation | Advice | Passage) -> Element:
    if isinstance(part, Note):
        return tag("p", f"{part.sign} {part.text}".strip(), class_=_classes("note", part.tone))
    if isinstance(part, Quotation):
        return tag("blockquote", part.text)
    if isinstance(part, Passage):
        return tag("p", "\n".join(part.lines), class_="passage")
    return tag("p", part.text, class_="advice" if isinstance(part, Advice) else "words")


def _classes(kind: str, tone: Tone) -> str:
    return kind if tone is Tone.PLAIN else f"{kind} {tone.name.lower()}"

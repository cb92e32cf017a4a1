"""HTML and SVG as values: whatever is text is escaped where it is written, so nothing gets out raw.

`tag("p", words, class_="quiet")` makes an element. Children are elements, texts, None (nothing)
or iterables of these; attribute names lose a trailing `_`, and `_` stands for `-`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Union

from zenforms.language import Lang
from zenforms.sanitize import HARMFUL, visible

Node = Union["Element", str, None, Iterable["Node"]]

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "card": "#f4f6f8",
    "ink": "#1c1e21",
    "quiet": "#555b63",
    "line": "#8a9099",
    "good": "#17632f",
    "warning": "#7d4a00",
    "bad": "#9c141d",
    "accent": "#1f4e79",
    "on-accent": "#ffffff",
}
DARK: Mapping[str, str] = {
    "paper": "#16181c",
    "card": "#202429",
    "ink": "#e9eaec",
    "quiet": "#a9afb8",
    "line": "#6f7680",
    "good": "#7ed39a",
    "warning": "#f1bb62",
    "bad": "#ff9a9a",
    "accent": "#8fc1ee",
    "on-accent": "#10151a",
}
"""The colours of every page; an ink reaches 4.5:1 on its ground, a line 3:1 on the paper."""

_EMPTY = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})
_STYLE = "style"


@dataclass(frozen=True, slots=True)
class Element:
    """One element with what is in it; `str()` of it is the HTML."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return "".join(_pieces(self))


def tag(name: str, /, *children: Node, **attributes: str | float | None) -> Element:
    """An element; an attribute that is None is left out, an empty one stands without a value."""
    given = {n.rstrip("_").replace("_", "-"): v for n, v in attributes.items() if v is not None}
    said = {n: f"{v:g}" if isinstance(v, float) else str(v) for n, v in given.items()}
    return Element(name, said, children)


def page(title: str, *body: Node, css: str, lang: Lang) -> str:
    """A whole self-contained page: no script, nothing fetched, light and dark, printable."""
    return "".join(page_pieces(title, *body, css=css, lang=lang))


def page_pieces(title: str, *body: Node, css: str, lang: Lang) -> Iterator[str]:
    """The same page piece by piece: what `body` makes as it goes is never whole in memory."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    metas = (
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
    )
    yield from frame(title, tag("body", *body), *metas, lang=lang, css=css)


def palette(*names: str) -> tuple[str, str]:
    """The style rules that give a page these colours as variables; on paper it is always light."""
    light, dark = ("; ".join(f"--{n}: {inks[n]}" for n in names) for inks in (LIGHT, DARK))
    on_screen = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    return f":root {{ {light} }}", on_screen


def frame(title: str, body: Element, *metas: Element, lang: Lang, css: str = "") -> Iterator[str]:
    """A whole document piece by piece, a page or a mail: what says how to show it, then `body`."""
    style = tag(_STYLE, css) if css else None
    head = tag("head", tag("meta", charset="utf-8"), metas, tag("title", title), style)
    yield "<!doctype html>\n"
    yield from _pieces(tag("html", head, body, lang=lang.value))
    yield "\n"


def _pieces(node: Node) -> Iterator[str]:
    if node is None:
        return
    if isinstance(node, str):
        yield _text(node)
    elif isinstance(node, Element):
        yield from _element(node)
    else:
        for child in node:
            yield from _pieces(child)


def _element(element: Element) -> Iterator[str]:
    attributes = "".join(_attribute(name, value) for name, value in element.attributes.items())
    yield f"<{element.name}{attributes}>"
    if element.name in _EMPTY:
        return
    if element.name == _STYLE:  # our own words, in which > is no danger and &gt; no CSS
        yield from (str(child) for child in element.children)
    else:
        for child in element.children:
            yield from _pieces(child)
    yield f"</{element.name}>"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(visible(value))}"' if value else f" {name}"


def _text(text: str) -> str:
    """Text as HTML; line feeds stay what they are."""
    if HARMFUL.search(text) is None:
        return escape(text, quote=False)
    return escape("\n".join(visible(line) for line in text.split("\n")), quote=False)

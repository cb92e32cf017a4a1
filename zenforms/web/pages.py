"""Pages: templates that escape every value, and what all of them are given."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse

from zenforms.language import Lang
from zenforms.present.html import palette
from zenforms.sanitize import visible
from zenforms.web.sessions import Session
from zenforms.web.texts import TEXTS

STATIC: Mapping[str, str] = {
    "board.css": "text/css; charset=utf-8",
    "board.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""Our own files, each with its type."""

_INKS = (
    *("paper", "card", "ink", "quiet", "line", "good", "warning", "bad", "accent", "on-accent"),
)


def shown(value: object) -> object:
    """A value as a template writes it: nothing in it is invisible, or turns its neighbours."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return "\n".join(visible(line) for line in value.replace("\r\n", "\n").split("\n"))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("zenforms.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    environment.filters["path"] = _path
    return environment


def _path(value: str) -> str:
    """A relative name as a part of an address."""
    return quote(value.encode("utf-8", "surrogateescape"), safe="/")


def render(
    template: str,
    *,
    lang: Lang,
    desk_name: str,
    session: Session | None,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """A whole page. Every form in it holds the session's token."""
    given: dict[str, object] = {
        "lang": lang.value,
        "t": {name: text.to(lang) for name, text in TEXTS.items()},
        "desk_name": desk_name,
        "session": session,
        "token": _token(session),
        "q": "",
        "mark": "",
        "limit": "",
    }
    html = _environment().get_template(template).render(given | values)
    return HTMLResponse(html.encode("utf-8", "replace"), status_code=status)


def _token(session: Session | None) -> Callable[[], Markup]:
    field = Markup('<input type="hidden" name="jeton" value="{}">')
    return lambda: field.format(session.form_token if session else "")


@lru_cache(maxsize=8)
def static(name: str) -> bytes:
    """One of our own files."""
    content = (files("zenforms.web") / "static" / name).read_bytes()
    return "\n".join((*_colours(), "")).encode() + content if name == "board.css" else content


def _colours() -> Iterator[str]:
    yield from palette(*_INKS)

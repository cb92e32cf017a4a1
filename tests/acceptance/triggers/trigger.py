"""A drop that makes one rule speak, from its bytes to the verdict of a whole desk."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from tests.viewers.blank import FORM, blank
from tests.viewers.typed import complete
from zenforms.form.fill import fill_form

Fields = dict[str, DictionaryObject]


@dataclass(frozen=True, slots=True)
class Trigger:
    """`content` comes in as `name`; `policy` is TOML that the desk's own gets as well."""

    code: str
    about: str
    content: Callable[[], bytes]
    name: str = "demande.pdf"
    policy: str = ""

    def drop(self, folder: Path) -> Path:
        """The drop on disk."""
        path = folder / self.name
        path.write_bytes(self.content())
        return path


@cache
def filled() -> bytes:
    """A complete *Assistance*, filled by our own hand: what the triggers spoil."""
    return fill_form(blank(), complete(), form=FORM)


def with_answers(**changes: str | None) -> Callable[[], bytes]:
    """The same request with other answers."""
    values = {name: value for name, value in complete(**changes).items() if value}
    return lambda: fill_form(blank(), values, form=FORM)


def limit(name: str, most: int) -> str:
    """A policy with a limit."""
    return f"[limits]\n{name} = {most}\n"


def spoilt(change: Callable[[PdfWriter, Fields], None]) -> Callable[[], bytes]:
    """The same request after somebody's program changed it."""

    def content() -> bytes:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(filled())))
        roots = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index]
        fields = {str(field["/T"]): field for field in (root.get_object() for root in roots)}
        change(writer, fields)
        target = io.BytesIO()
        writer.write(target)
        return target.getvalue()

    return content

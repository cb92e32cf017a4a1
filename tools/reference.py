"""The reference of all commands as Markdown, made from the commands themselves.

`python -m tools.reference DIR` writes `commands.md` and its French sister into DIR.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from zenforms.cli.door import help_of
from zenforms.cli.table import CHAPTERS
from zenforms.language import Lang, Text

FILES: Mapping[str, Lang] = {"commands.md": Lang.EN, "commandes.md": Lang.FR}

_TITLE = Text(fr="Les commandes", en="The commands")
_MADE = Text(
    fr="Page faite à partir des commandes elles-mêmes (`make docs`) : ne la corrigez pas ici.",
    en="Made from the commands themselves (`make docs`): do not mend it here.",
)


def reference(lang: Lang) -> str:
    """The whole page in `lang`."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: Lang) -> Iterator[str]:
    yield from (f"# {_TITLE.to(lang)}", "", _MADE.to(lang), "")
    yield from _block("", lang)
    for chapter in CHAPTERS:
        yield from ("", f"## {chapter.title.to(lang)}")
        for entry in chapter.entries:
            yield from ("", f"### zenforms {entry.path}", "")
            yield from _block(entry.path, lang)


def _block(path: str, lang: Lang) -> Iterator[str]:
    yield from ("```text", help_of(path, lang).rstrip("\n"), "```")


def main(folder: Path) -> None:
    """Write every page into `folder`."""
    for name, lang in FILES.items():
        (folder / name).write_text(reference(lang), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

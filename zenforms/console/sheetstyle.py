"""How the pages of the console look: light and dark, on screen and on paper, no script."""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1c1e21",
    "quiet": "#555b63",
    "line": "#8a9099",
    "good": "#17632f",
    "warning": "#7d4a00",
    "bad": "#9c141d",
}
DARK: Mapping[str, str] = {
    "paper": "#16181c",
    "ink": "#e9eaec",
    "quiet": "#a9afb8",
    "line": "#6f7680",
    "good": "#7ed39a",
    "warning": "#f1bb62",
    "bad": "#ff9a9a",
}
"""Every ink reaches 4.5:1 on its paper, the line 3:1."""

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
    """The whole style sheet; on paper it is always the light one."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_inks(DARK)} }} }}"
    return f":root {{ {_inks(LIGHT)} }} {dark}{_RULES}"


def _inks(inks: Mapping[str, str]) -> str:
    return "; ".join(f"--{name}: {value}" for name, value in inks.items())

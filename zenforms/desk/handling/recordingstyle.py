"""How the page of a recording looks. Every ink reaches 4.5:1 on its paper, each line 3:1."""

_LIGHT = (
    "--paper: #ffffff; --card: #f4f6f8; --ink: #1c1e21; --quiet: #555b63; --line: #8a9099; "
    "--accent: #1f4e79; --on-accent: #ffffff; --warning: #7d4a00"
)
_DARK = (
    "--paper: #16181c; --card: #202429; --ink: #e9eaec; --quiet: #a9afb8; --line: #6f7680; "
    "--accent: #8fc1ee; --on-accent: #10151a; --warning: #f1bb62"
)

STYLE = f"""
:root {{ {_LIGHT} }}
@media screen and (prefers-color-scheme: dark) {{ :root {{ {_DARK} }} }}
* {{ box-sizing: border-box }}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", "Source Sans 3", sans-serif }}
main {{ max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }}
.recording + .recording {{ margin-top: 3rem; padding-top: 2rem;
  border-top: 4px solid var(--line) }}
.kind {{ margin: 0; color: var(--accent); font-weight: 600 }}
h1 {{ margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }}
h2 {{ margin: 2rem 0 .6rem; font-size: 1.1rem }}
.figures {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, auto)); gap: .6rem;
  margin: 0 }}
.figures div {{ padding: .6rem .8rem; background: var(--card); border-radius: .4rem;
  display: flex; flex-direction: column-reverse; justify-content: flex-end }}
.figures dt {{ color: var(--quiet); font-size: .85rem }}
.figures dd {{ margin: 0; font-weight: 600; overflow-wrap: anywhere }}
.note {{ margin: .9rem 0 0; color: var(--warning); font-weight: 600 }}
.quiet {{ color: var(--quiet) }}
table {{ width: 100%; border-collapse: collapse }}
th, td {{ padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left;
  font-weight: 400; overflow-wrap: anywhere }}
thead th {{ color: var(--quiet); font-size: .85rem }}
.zen th, .zen td {{ font-weight: 600 }}
.number {{ text-align: right; padding-right: 0 }}
nav {{ display: flex; flex-wrap: wrap; gap: .35rem }}
nav a {{ min-width: 2.2rem; padding: .15rem .4rem; border: 1px solid var(--line);
  border-radius: .4rem; text-align: center; color: var(--accent); text-decoration: none }}
nav a:hover, nav a:focus-visible {{ background: var(--accent); color: var(--on-accent) }}
article {{ margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line) }}
h3 {{ display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .8rem; margin: 0;
  color: var(--quiet); font-size: .9rem; font-weight: 400 }}
.step {{ padding: .1rem .6rem; border-radius: .4rem; background: var(--accent);
  color: var(--on-accent); font-weight: 600 }}
.words {{ margin: .5rem 0; font-size: 1.1rem; overflow-wrap: anywhere }}
blockquote {{ margin: .5rem 0; padding: .5rem .9rem; background: var(--card);
  border-left: 4px solid var(--accent); border-radius: 0 .4rem .4rem 0 }}
blockquote p {{ margin: 0 }}
cite {{ color: var(--quiet); font-size: .85rem; font-style: normal }}
img {{ display: block; max-width: 100%; height: auto; margin-top: .6rem;
  border: 1px solid var(--line); border-radius: .4rem }}
article:target .step {{ outline: 3px solid var(--warning); outline-offset: 2px }}
@media print {{
  @page {{ margin: 15mm }}
  body {{ font-size: 10pt }}
  main {{ max-width: none; padding: 0 }}
  nav {{ display: none }}
  article {{ break-inside: avoid }}
  img {{ max-height: 120mm }}
  .figures div, blockquote, .step {{ print-color-adjust: exact }}
}}
"""

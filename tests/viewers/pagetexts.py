"""The words of `docs/viewers.md` that are not counted from samples."""

INTRODUCTION = """
# Viewers: what each one saves

This page is generated (`make docs`) from the files in `samples/`, which the programs named here
saved. `make test-viewers` types the same values afresh with every engine and holds the ticket
against what was typed; the quick tests read the committed files.

Each request holds the whole French repertoire (à â ç é è ê ë î ï ô ù û ü ÿ œ Œ æ Æ À É € “ ” ‘ ’
« » – — …), a description of 1,500 characters with blank lines, lists, radio buttons and boxes.
“3 of 3” compares the values in the ticket with those that were typed, once line ends are LF.

## Complete requests
"""

_COLUMNS = "sample, saved by, how, line ends, texts, lists, buttons, description, emoji, said of it"
HEAD = (f"| {_COLUMNS.replace(', ', ' | ')} |", "|---" * len(_COLUMNS.split(", ")) + "|")

EMOJI_WORDS = {
    "kept": "the emoji at the end of the summary arrived.",
    "lost": "{losses} The finding names the field.",
    "not typed": "no emoji was typed, because this program loses it; another sample shows that.",
}

FLAGS = {
    "incremental_update": "The program added to the file instead of writing it anew; harmless.",
    "nonstandard_type": "A value has an unusual type, and is right all the same.",
    "suspect_mojibake": "The lost emoji looks like damaged text; ZF207 says it once.",
}

PRINTED = """
## Printed copies

A printed or flattened copy has no fields left. It is quarantined, and what stands in the places
of the fields is proposed to a person. Paragraphs cannot be told from wrapped lines, so that one
value, the description, always differs in its line ends.

| sample | printed by | exactly as typed | description, without spaces |
|---|---|---|---|"""

CHANGES = """
## Changing one's mind

A form filled and saved in one engine, then opened, changed and saved in another: texts replaced
and emptied, another radio button, boxes ticked and unticked, a list set back to “(à choisir)”.
The last word counts, in each order: {orders}.
"""

ODD = """
## Programs that cannot be run here

Adobe Acrobat and Reader, macOS Preview and the viewers of telephones are closed programs; Edge and
Chrome share PDFium. What is documented of the others is written by a generator
(`tests/acceptance/odd_writers.py`); our form, rewritten that way, must give the same request:
"""

LIMITS = """
## What a viewer can do to a form

- Chrome's menu also offers to save *without* the changes: the form arrives blank, and goes back
  with a sentence that says so (ZF020).
- Chrome and Edge draw ’ “ ” – — … œ and Œ from a substitute font while they are typed and in what
  they save, with gaps around them. The values are right, and read so.
- LibreOffice Draw destroys the form: the drop is told to hold no form of ours.
- Several programs can overwrite what is read-only for people. The client's name is therefore
  checked against the register and the seal (ZF504, ZF505).
- Printing loses every hidden value but what the symbol says, and cuts off what does not fit.
"""

PICTURES = """
## Pictures

Taken by `make gui` in the programs' own windows.
"""

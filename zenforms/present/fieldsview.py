"""What `fields` shows of a document: its raw values, ours or not, for people and as JSON data."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from zenforms.findings import Problem
from zenforms.language import Lang, Text
from zenforms.present.terminal import (
    WIDTH,
    Line,
    Tone,
    columns,
    ending,
    harmless,
    one_line,
    padded,
    paragraph,
    several_lines,
    wrapped,
)
from zenforms.problems import DOCUMENT, PRINTED_COPY, is_unreadable
from zenforms.reading.submission import Document, DocumentFacts, FieldValue, Value
from zenforms.words import OF_THE_CHARTER, Words

_OURS = Text(
    fr="✓ {file} : formulaire {id}, révision {revision}, {count}",
    en="✓ {file}: form {id}, revision {revision}, {count}",
)
_FOREIGN = Text(
    fr="✓ {file} : un formulaire qui n'est pas de nous, {count}",
    en="✓ {file}: a form that is not ours, {count}",
)
_UNREADABLE = Text(fr="✗ {file} : aucune valeur à lire", en="✗ {file}: no values to read")
_PROPOSED = Text(
    fr="▲ {file} : copie imprimée, {count}, seulement proposées",
    en="▲ {file}: a printed copy, {count}, only proposed",
)
_COUNT = Text(fr="{set} valeurs dans {all} champs", en="{set} values in {all} fields")
_FIELDS = Text(fr="Les champs", en="Fields")
_PROBLEMS = Text(fr="Les problèmes", en="Problems")
_DOCUMENT = Text(fr="Le document", en="Document")
_EMPTY = Text(fr="(vide)", en="(empty)")
_FLAGS = Text(fr="signalé : {flags}", en="flagged: {flags}")
_FACTS: Mapping[str, Text] = {
    "pdf_version": Text(fr="Version PDF", en="PDF version"),
    "pages": Text(fr="Pages", en="Pages"),
    "producer": Text(fr="Enregistré par", en="Saved by"),
    "creator": Text(fr="Créé par", en="Created by"),
    "title": Text(fr="Titre", en="Title"),
    "revisions": Text(fr="Enregistrements gardés", en="Saves kept"),
    "encrypted": Text(fr="Chiffré", en="Encrypted"),
    "signatures": Text(fr="Signatures", en="Signatures"),
    "has_xfa": Text(fr="Contient du XFA", en="Contains XFA"),
    "need_appearances": Text(fr="Apparences à refaire", en="Appearances to be made"),
    "actions": Text(fr="Actions", en="Actions"),
    "embedded_files": Text(fr="Fichiers incorporés", en="Embedded files"),
}
_YES = Text(fr="oui", en="yes")
_UNTOLD = asdict(DocumentFacts())
"""What goes without saying: a document saved once, without actions, files or signatures."""

_TERM = 24
_SHORTEST = 20
"""What is left of a file's name at least, even if the line must then be broken."""
_LINES_SHOWN = 40


def is_read(document: Document) -> bool:
    """Whether the document has values to speak of; those of a printed copy are only proposed."""
    codes = {problem.code for problem in document.problems}
    return PRINTED_COPY not in codes and not any(map(is_unreadable, codes))


def fields_data(document: Document, lang: Lang) -> dict[str, object]:
    """One document as JSON data; values are raw, problems are sentences in `lang`."""
    return {
        "file": document.name,
        "form": asdict(document.form) if document.form else None,
        "document": _facts_data(document),
        "fields": [_field_data(field) for field in document.fields],
        "problems": [
            {"code": p.code, "message": problem_message(p, lang)} for p in document.problems
        ],
    }


def fields_lines(
    document: Document, lang: Lang, width: int = WIDTH, *, words: Words = OF_THE_CHARTER
) -> Iterator[Line]:
    """One document for people. Every line is harmless."""
    yield from _opening(document, lang, width)
    yield from _problems(document, lang, width, words)
    if document.fields:
        yield from (Line(), Line(_FIELDS.to(lang), Tone.TITLE))
    for field in document.fields:
        yield from _field(field, lang, width)
    yield from _facts(document.facts, lang, width)


def problem_message(problem: Problem, lang: Lang) -> str:
    """What reading found wrong, in one harmless sentence."""
    wording = DOCUMENT[problem.code]
    return wording.message.fill(lang, harmless(problem.arguments, lang))


def _opening(document: Document, lang: Lang, width: int) -> Iterator[Line]:
    filled = sum(field.value is not None for field in document.fields)
    count = _COUNT.fill(lang, {"set": str(filled), "all": str(len(document.fields))})
    said, tone = _OURS if document.form else _FOREIGN, Tone.GOOD
    if not is_read(document):
        said, tone = (_PROPOSED, Tone.WARNING) if document.fields else (_UNREADABLE, Tone.BAD)
    arguments = {"file": "", "count": count}
    if document.form:
        arguments |= {"id": one_line(document.form.id), "revision": str(document.form.revision)}
    room = max(_SHORTEST, width - columns(said.fill(lang, arguments)))
    arguments["file"] = ending(one_line(document.name), room)
    yield from paragraph(said.fill(lang, arguments), tone=tone, width=width)


def _problems(document: Document, lang: Lang, width: int, words: Words) -> Iterator[Line]:
    if document.problems:
        yield from (Line(), Line(_PROBLEMS.to(lang), Tone.TITLE))
    for problem in document.problems:
        sign, tone = ("✗", Tone.BAD) if is_unreadable(problem.code) else ("▲", Tone.WARNING)
        said = f"{sign} {problem.code} · {problem_message(problem, lang)}"
        yield from paragraph(said, tone=tone, first="  ", width=width)
        remedy = words.put(DOCUMENT[problem.code].remedy).to(lang)
        yield from paragraph(remedy, first="    → ", width=width)


def _field(field: FieldValue, lang: Lang, width: int) -> Iterator[Line]:
    term = padded("  " + one_line(field.name, 60), _TERM) + "  "
    hang = " " * (_TERM + 2)
    if columns(term) > len(hang):
        yield Line(term.rstrip())
        term = hang
    if field.value is None:
        yield Line(term + _EMPTY.to(lang), Tone.QUIET)
    for line in _value_lines(field.value):
        yield from (Line(w) for w in wrapped(line, first=term, rest=hang, width=width) or [hang])
        term = hang
    if field.flags:
        said = _FLAGS.fill(lang, {"flags": ", ".join(field.flags)})
        yield from paragraph(said, tone=Tone.WARNING, first=hang, width=width)


def _value_lines(value: Value) -> list[str]:
    if value is None:
        return []
    lines = several_lines(value if isinstance(value, str) else "\n".join(value))
    return lines if len(lines) <= _LINES_SHOWN else [*lines[:_LINES_SHOWN], "…"]


def _facts(facts: DocumentFacts, lang: Lang, width: int) -> Iterator[Line]:
    known = asdict(facts)
    told = {name: known[name] for name in _FACTS if known[name] and known[name] != _UNTOLD[name]}
    if told:
        yield from (Line(), Line(_DOCUMENT.to(lang), Tone.TITLE))
    for name, value in told.items():
        term = padded(f"  {_FACTS[name].to(lang)}", _TERM) + "  "
        yield from paragraph(_fact(value, lang), first=term, width=width)


def _fact(value: object, lang: Lang) -> str:
    if isinstance(value, bool):
        return _YES.to(lang)
    return one_line(", ".join(value) if isinstance(value, tuple) else str(value))


def _facts_data(document: Document) -> dict[str, object]:
    return {"size": document.size, "sha256": document.sha256, **asdict(document.facts)}


def _field_data(field: FieldValue) -> dict[str, object]:
    return {
        "name": field.name,
        "kind": field.kind.value,
        "value": list(field.value) if isinstance(field.value, tuple) else field.value,
        "flags": [flag.value for flag in field.flags],
        "page": field.page,
    }

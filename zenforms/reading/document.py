"""One PDF, whoever made it, becomes a `Document`: its fields, facts and problems."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from zenforms import frame_problems, problems
from zenforms.findings import Problem
from zenforms.reading.apart import apart
from zenforms.reading.formmap import FormMaps
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.choices import ButtonReader, ChoiceReader
from zenforms.reading.pdf.facts import Gathered, gather_facts
from zenforms.reading.pdf.formdata import read_form_data
from zenforms.reading.pdf.identity import identify, identity_problems, under_own_names
from zenforms.reading.pdf.overlay import Overlay, drawn_words, overlay_of
from zenforms.reading.pdf.pages import read_pages
from zenforms.reading.pdf.source import Opened, TooComplexError, damaged, open_pdf
from zenforms.reading.pdf.syntax.objects import UnusualError
from zenforms.reading.pdf.texts import Texts
from zenforms.reading.pdf.tree import FieldTree, gather_orphans
from zenforms.reading.pdf.values import ValueReader, merge
from zenforms.reading.pdf.wrapping import unwrapped
from zenforms.reading.pdf.xfa import unread_values
from zenforms.reading.restraint import Runner
from zenforms.reading.submission import (
    Document,
    DocumentFacts,
    FieldValue,
    FormIdentity,
)

_LOCKED = {problems.PASSWORD, problems.PUBLIC_KEY, problems.UNKNOWN_ENCRYPTION}
_CUT = {problems.TRUNCATED, problems.DAMAGED}
_MEGABYTE = 1_000_000


@dataclass(slots=True)
class _Read:
    """What came out of a document before its identity is known."""

    facts: DocumentFacts = field(default_factory=DocumentFacts)
    fields: tuple[FieldValue, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    overlay: Overlay = field(default_factory=Overlay)
    form: FormIdentity | None = None
    """Only for a copy whose pages say which form it was."""


def read_document(
    source: bytes | Path,
    *,
    name: str,
    maps: FormMaps,
    limits: Limits | None = None,
    runner: Runner | None = None,
) -> Document:
    """Read `source`, an untrusted PDF, in this process; never raises for what it holds.

    `name` is only repeated in the result. With a problem that `problems.is_unreadable`,
    `fields` is empty. Bound time and memory with `sandbox` when the file is a stranger's; `runner`
    runs the native parser that odd files need (see `normalise`), else a worker of its own.
    """
    limits = limits or Limits()
    try:
        data = _bytes(source, limits)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        return _unread(name, Problem(problems.INACCESSIBLE, {"detail": detail}))
    if isinstance(data, Problem):
        return _unread(name, data, size=_size(source))
    read = _read_data(data, name, maps) or _read_whole(data, maps, limits, runner)
    fields, renamed = under_own_names(read.fields, maps)
    found = [*read.problems, *renamed]
    if any(problems.is_unreadable(problem.code) for problem in found):
        fields = ()
    form = identify(fields, maps) or read.form
    if fields:
        about = identity_problems(form, fields, maps)
        found = [*found, *_with_overlay(about, read.overlay, data, limits)]
    return Document(
        name=name,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        form=form,
        facts=read.facts,
        fields=fields,
        problems=tuple(found),
    )


def document_of(answer: Document | Problem, *, name: str, size: int, sha256: str) -> Document:
    """What a `Runner` answered, as a document: a file that stopped its reader has one problem."""
    if isinstance(answer, Document):
        return answer
    return Document(name=name, size=size, sha256=sha256, problems=(answer,))


def _bytes(source: bytes | Path, limits: Limits) -> bytes | Problem:
    size = _size(source)
    if size > limits.document_bytes:
        arguments = {"size": _megabytes(size), "limit": _megabytes(limits.document_bytes)}
        return Problem(problems.TOO_LARGE, arguments)
    return source if isinstance(source, bytes) else source.read_bytes()


def _size(source: bytes | Path) -> int:
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}"


def _unread(name: str, problem: Problem, *, size: int = 0) -> Document:
    return Document(name=name, size=size, sha256="", problems=(problem,))


def _read_data(data: bytes, name: str, maps: FormMaps) -> _Read | None:
    """The values of a form that came without it; None when the file is no such data."""
    fields = read_form_data(data, maps)
    if fields is None:
        return None
    return _Read(fields=fields, problems=[Problem(frame_problems.FORM_DATA, {"file": name})])


def _with_overlay(
    found: list[Problem], overlay: Overlay, data: bytes, limits: Limits
) -> list[Problem]:
    """The problems, told otherwise where a form is only blank in its fields."""
    codes = {problem.code for problem in found}
    if problems.FOREIGN_FORM in codes:
        return found
    words, is_blank = overlay.words, problems.BLANK_FORM in codes
    if is_blank and not words and overlay.is_redrawn:
        drawn = apart(limits, drawn_words, data, overlay.spots)
        words = drawn if isinstance(drawn, str) else ""
    if not words and not overlay.marks:
        return found
    code = frame_problems.WRITTEN_OVER if is_blank else frame_problems.WRITTEN_BESIDE
    others = [problem for problem in found if problem.code != problems.BLANK_FORM]
    return [*others, Problem(code, {"words": words or "…"})]


def _read_whole(data: bytes, maps: FormMaps, limits: Limits, runner: Runner | None) -> _Read:
    """Read it as it is; where it is damaged, what lies between the bytes that others put around it.

    The strict reader then holds every offset against it: what is read is whole.
    """
    read = _guarded(data, maps, limits, runner)
    if not any(one.code in _CUT for one in read.problems):
        return read
    bare = unwrapped(data)
    if bare is None:
        return read
    again = _guarded(bare, maps, limits, runner)
    if not again.fields or any(problems.is_unreadable(one.code) for one in again.problems):
        return read
    again.problems.append(Problem(problems.WRAPPED))
    return again


def _guarded(data: bytes, maps: FormMaps, limits: Limits, runner: Runner | None) -> _Read:
    """Read within the limits; whatever is raised becomes a problem."""
    try:
        opened, read = _opened_and_read(data, limits, runner)
    except TooComplexError as error:
        return _Read(problems=[Problem(problems.TOO_COMPLEX, {"detail": error.detail})])
    except MemoryError:
        return _Read(problems=[Problem(problems.OUT_OF_MEMORY)])
    if isinstance(opened, Problem):
        return _Read(DocumentFacts(encrypted=opened.code in _LOCKED), problems=[opened])
    if opened.source.damage:  # whatever else was noticed may be part of the damage
        return _Read(read.facts, problems=[damaged(opened.source.damage[0])])
    return _without_fields(data, read, maps, limits)


def _opened_and_read(
    data: bytes, limits: Limits, runner: Runner | None
) -> tuple[Opened | Problem, _Read]:
    """What was opened and read of it, once more when something in it is not by the book."""
    opened = open_pdf(data, limits, runner=runner)
    if isinstance(opened, Problem):
        return opened, _Read()
    try:
        return opened, _read(opened, limits)
    except UnusualError as unusual:
        again = open_pdf(data, limits, runner=runner, unusual=unusual)
        return again, _Read() if isinstance(again, Problem) else _read(again, limits)


def _read(opened: Opened, limits: Limits) -> _Read:
    source = opened.source
    source.check_catalog()
    form = source.dictionary(source.get(source.catalog(), "/AcroForm"))
    pages = read_pages(source)
    tree = FieldTree(source, limits)
    if form is not None:
        tree.walk(source.items(form.get("/Fields")))
    orphans = gather_orphans(source, tree, pages, limits)
    texts = Texts(source, limits)
    reader = ValueReader(
        source,
        texts,
        pages.numbers,
        opened.updated(),
        choices=ChoiceReader(source, texts),
        buttons=ButtonReader(source, texts),
    )
    fields, conflicts = merge(reader.read(node) for node in tree.nodes)
    fields, only_xfa = unread_values(source, form, fields)
    gathered = Gathered(opened, texts, tree, pages, form)
    facts = gather_facts(gathered)
    found = [Problem(problems.FIELD_CONFLICT, {"field": name}) for name in conflicts]
    if orphans:
        found.append(Problem(problems.ORPHAN_WIDGETS, {"count": str(orphans)}))
    if only_xfa:
        found.append(Problem(problems.XFA_BESIDE, {"count": str(only_xfa)}))
    if tree.bad_entries:
        found.append(Problem(problems.BAD_ENTRIES, {"count": str(tree.bad_entries)}))
    return _Read(facts, fields, found, overlay_of(source, pages, texts))


def _without_fields(data: bytes, read: _Read, maps: FormMaps, limits: Limits) -> _Read:
    """What a document without fields is: `read` itself when it has some."""
    if read.fields:
        return read
    if read.facts.has_xfa:
        problem, form = Problem(problems.XFA_ONLY), None
    else:
        # PDFium takes longer to load than a form takes to read
        from zenforms.reading.pdf.formless import recognise  # noqa: PLC0415 - for start-up

        found = apart(limits, recognise, data, maps)
        problem, form = (found, None) if isinstance(found, Problem) else found
    return _Read(read.facts, problems=[*read.problems, problem], form=form)

"""Reads the files of a drop, one by one: the forms of ours among them, and the evidence."""

from dataclasses import dataclass, replace

from zenforms.reading.document import read_document
from zenforms.reading.evidence import Recording, summary_of
from zenforms.reading.files.classify import Class, classify
from zenforms.reading.files.extracted import ExtractedFile, ExtractedFiles
from zenforms.reading.formats.media import FDF, PDF, XFDF
from zenforms.reading.formmap import FormMaps
from zenforms.reading.limits import Limits
from zenforms.reading.names import NameBook, by_name
from zenforms.reading.scratch import writing_scratch
from zenforms.reading.submission import Aside, Document, DropFile, Role

_FORMS = frozenset({PDF, FDF, XFDF})


@dataclass(frozen=True, slots=True)
class Contents:
    """The files by name. Without a form of ours, `documents` holds every PDF that came."""

    files: tuple[DropFile, ...] = ()
    documents: tuple[Document, ...] = ()


def read_contents(tray: ExtractedFiles, maps: FormMaps, limits: Limits) -> Contents:
    """Read what the tray holds; every file lies under its safe name afterwards.

    They stand by name: a folder knows no other order, and a request is the same in every shape.
    """
    files: list[DropFile] = []
    documents: list[Document] = []
    for parcel in sorted(tray.settled, key=_place):
        found = classify(parcel, limits, maps.words)
        tray.report(found.problems)
        safe = tray.name_for(parcel)
        recording = _with_pictures_written(found, safe, tray)
        file = _file(parcel, safe, found, recording)
        if found.media_type in _FORMS or _is_called_pdf(parcel, found):
            path = tray.scratch / safe
            document = read_document(path, name=parcel.name, maps=maps, limits=limits)
            if document.form or not parcel.is_litter:
                documents.append(document)
            file = _pdf(file, document)
        files.append(file)
    ours = tuple(document for document in documents if document.form)
    return Contents(tuple(files), ours or tuple(documents))


def _place(parcel: ExtractedFile) -> tuple[object, ...]:
    return parcel.is_litter, by_name(parcel.name), parcel.name, parcel.folder, parcel.sha256


def _is_called_pdf(parcel: ExtractedFile, found: Class) -> bool:
    """Whether people take it for a PDF: if it is none, they are told so."""
    is_told = found.recording is not None or found.log is not None or found.aside is not None
    return parcel.name.lower().endswith(".pdf") and not is_told


def _file(parcel: ExtractedFile, safe: str, found: Class, recording: Recording | None) -> DropFile:
    told = recording or found.log
    summary = summary_of(told) if told else {}
    if found.picture:
        summary = {**summary, "picture": found.picture.value}
    return DropFile(
        name=parcel.name,
        safe_name=safe,
        role=found.role,
        media_type=found.media_type,
        size=parcel.size,
        sha256=parcel.sha256,
        summary=summary,
        folder=parcel.folder,
        recording=recording,
        log=found.log,
        claims=found.claims,
        aside=found.aside,
        picture=found.picture,
    )


def _pdf(file: DropFile, document: Document) -> DropFile:
    summary: dict[str, object] = {}
    if document.facts.pages is not None:
        summary["pages"] = document.facts.pages
    if document.form:
        summary["form"] = f"{document.form.id}@{document.form.revision}"
    elif document.problems:
        summary["problems"] = [problem.code for problem in document.problems]
    if document.form:
        return replace(file, role=Role.FORM, summary=summary, aside=None)
    if document.facts.is_portfolio and document.facts.embedded_files:
        return replace(file, role=Role.BY_PRODUCT, summary=summary, aside=Aside.COVER)
    return replace(file, summary=summary)


def _with_pictures_written(found: Class, safe: str, tray: ExtractedFiles) -> Recording | None:
    """Write a recording's pictures to a folder beside it; its steps then name those files."""
    if found.recording is None or not found.pictures:
        return found.recording
    folder = tray.reserve(f"{safe.rpartition('.')[0] or safe}-captures")
    book = NameBook()
    written = {name: book.give(name) for name in found.pictures}
    with writing_scratch():
        (tray.scratch / folder).mkdir()
        for name, data in found.pictures.items():
            (tray.scratch / folder / written[name]).write_bytes(data)
    return replace(
        found.recording,
        steps=tuple(
            replace(step, screenshot=written.get(step.screenshot or "", step.screenshot))
            for step in found.recording.steps
        ),
        screenshots=tuple(written.values()),
        screenshot_folder=folder,
    )

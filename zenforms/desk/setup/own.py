"""What a desk brings of its own beside its policy: words, forms, and the forms it has sent out."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zenforms.desk.spool.durable import Disk, make_folders, replace_file
from zenforms.errors import DefinitionError, DeskError
from zenforms.form.outline import FormLibrary
from zenforms.language import Text
from zenforms.words import OF_THE_CHARTER

if TYPE_CHECKING:
    from zenforms.form.definition import Form

WORDS = "words.toml"
SENTENCES = "sentences.toml"
FORMS = "forms"
ISSUED = "issued"
_SHORT = 12


def own_files(root: Path) -> tuple[Path, ...]:
    """The files of a desk that say what its forms are and how it speaks, in a fixed order."""
    forms = root / FORMS
    return (
        root / WORDS,
        root / SENTENCES,
        *sorted(forms.glob("*.toml")),
        *sorted((forms / ISSUED).glob("*.json")),
    )


def library_of(root: Path) -> FormLibrary:
    """The forms of the desk in `root`; raises DeskError naming what is broken in which file."""
    forms = root / FORMS
    words = OF_THE_CHARTER
    if (root / WORDS).exists():
        from zenforms.desk.setup.wordsfile import read_words  # noqa: PLC0415 - for start-up

        words = read_words(root / WORDS)
    if (root / SENTENCES).exists():
        from zenforms.desk.setup.sentences import with_sentences  # noqa: PLC0415 - for start-up

        words = with_sentences(words, root / SENTENCES)
    own = tuple(_texts(sorted(forms.glob("*.toml"))))
    issued = tuple(_texts(sorted((forms / ISSUED).glob("*.json"), key=_age)))
    library = FormLibrary(own, tuple((name.rpartition(".")[0], one) for name, one in issued), words)
    if library != FormLibrary():
        _check(forms, library)
    return library


def checked_form(path: Path, library: FormLibrary) -> "Form":
    """The form in a file, as a desk with this library would take it.

    Raises DefinitionError for what is wrong in the file, and DeskError for a revision that went
    out already with other fields.
    """
    from zenforms.desk.setup.tomlfile import text_of  # noqa: PLC0415 - for start-up
    from zenforms.form.library import forms_as_made  # noqa: PLC0415

    own = dict(library.own) | {path.stem: text_of(path)}
    tried = replace(library, own=tuple(sorted(own.items())))
    form = forms_as_made(tried)[path.stem]
    _check_revision(path.parent.parent, form.identity, path.stem, tried)
    return form


def keep_issued(root: Path, library: FormLibrary, *, disk: Disk | None = None) -> FormLibrary:
    """Keep what the desk sends out from now on, so that it is understood when it comes back.

    Nothing is kept of a desk whose forms are those that ship, in the charter's words. Raises
    DeskError for a form that asks something else under a revision that went out already.
    """
    if library == replace(library, own=(), words=OF_THE_CHARTER):
        return library
    from zenforms.form.library import (  # noqa: PLC0415 - for start-up
        earlier_editions,
        edition_of,
        form_names,
        forms_as_made,
    )

    added = []
    for name in form_names(library):
        form = forms_as_made(library)[name]
        said = edition_of(form)
        _check_revision(root, form.identity, name, library)
        if form not in earlier_editions(library):
            digest = hashlib.sha256(said.encode()).hexdigest()[:_SHORT]
            folder = root / FORMS / ISSUED
            used = disk or Disk()
            make_folders(used, folder)
            replace_file(used, folder / f"{form.identity}.{digest}.json", said.encode())
            added.append((form.identity, said))
    return replace(library, issued=(*library.issued, *added))


def _check_revision(root: Path, identity: str, name: str, library: FormLibrary) -> None:
    from zenforms.desk.setup.tomlfile import broken  # noqa: PLC0415 - for start-up
    from zenforms.form.library import asks_alike, earlier_editions, forms_as_made  # noqa: PLC0415

    form = forms_as_made(library)[name]
    for edition in earlier_editions(library):
        if edition.identity == identity and not asks_alike(form, edition):
            reason = Text(
                fr=f"la révision {form.revision} est déjà partie avec d'autres champs : donnez à "
                f"celle-ci le numéro {form.revision + 1}.",
                en=f"revision {form.revision} went out already with other fields: give this one "
                f"the number {form.revision + 1}.",
            )
            raise broken(root / FORMS / f"{name}.toml", reason, field="revision")


def _texts(paths: list[Path]) -> Iterator[tuple[str, str]]:
    if paths:
        from zenforms.desk.setup.tomlfile import text_of  # noqa: PLC0415 - for start-up

        yield from ((path.stem, text_of(path)) for path in paths)


def _age(path: Path) -> tuple[int, str]:
    try:
        return path.stat().st_mtime_ns, path.name
    except OSError:
        return 0, path.name


def _check(forms: Path, library: FormLibrary) -> None:
    """Whether all of it can be used; raises DeskError when it cannot."""
    from zenforms.desk.setup.tomlfile import broken  # noqa: PLC0415 - for start-up
    from zenforms.form.library import known_forms  # noqa: PLC0415

    try:
        known_forms(library)
    except DefinitionError as error:
        raise DeskError(error.message, advice=error.advice, arguments=error.arguments) from error
    except ValueError as error:
        raise broken(forms / ISSUED, type(error).__name__) from error

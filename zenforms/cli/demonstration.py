"""What `zenforms demo` does: a whole desk at work on the samples, in a folder of its own."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from zenforms.cli.building import form_for
from zenforms.desk.handling.app import bounded_pipeline
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.setup.opening import FILES, OpenDesk, open_desk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.desk.watching.watch import watch
from zenforms.form.library import form_called
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Client
from zenforms.language import Lang
from zenforms.present.report import OutcomeRow

FORM = "assistance-request"
EXPECTED = "expected.json"
SHOWN = (
    "accepted-chromium",
    "accepted-firefox",
    "accepted-okular",
    "accepted-pdfjs",
    "accepted-poppler",
    "accepted-pdftk",
    "accepted-mail",
    "automatic-out-of-office",
    "incomplete-blank-pdfium",
    "incomplete-document-not-declared",
    "incomplete-missing-description",
    "incomplete-missing-version-bad-email",
    "refused-email-without-tma",
    "quarantined-changed-client-name",
    "quarantined-dangerous",
    "quarantined-encrypted",
    "quarantined-foreign-form",
    "quarantined-printed-firefox",
    "quarantined-truncated",
)
"""The samples that the demo shows, of each outcome the most telling; the folder holds more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo made: the desk, the form of one client, and what became of each sample."""

    opened: OpenDesk
    form: Path
    client: Client
    rows: tuple[OutcomeRow, ...]


def demonstrate(samples: Path, *, lang: Lang) -> Shown:
    """Make a desk in a temporary folder, which is kept, and let it work off `samples`."""
    folder = Path(tempfile.mkdtemp(prefix="zenforms-demo-"))
    opened = desk_in(folder / "bureau", samples / "desk", lang)
    client = first_client(opened)
    form = folder / "demande.pdf"
    form.write_bytes(form_for(client, form_called(FORM, opened.desk.policy.forms), opened))
    drop_all(drops_in(samples), opened.root / Folder.INBOX)
    return Shown(opened, form, client, work_off(opened, lang))


def desk_in(root: Path, example: Path, lang: Lang) -> OpenDesk:
    """A new desk with the policy, register, releases, key and clock of the samples' desk."""
    found_desk(root, lang=lang)
    for name in FILES:
        if (example / name).exists():
            shutil.copyfile(example / name, root / name)
    opened = open_desk(root)
    policy = opened.desk.policy.model_copy(update={"stillness_seconds": 0.0})
    return replace(opened, desk=replace(opened.desk, policy=policy))


def drops_in(samples: Path) -> Iterator[Path]:
    """The drops that the demo shows: files and folders, as clients sent them."""
    for name in SHOWN:
        yield from (drop for drop in sorted((samples / name).iterdir()) if drop.name != EXPECTED)


def drop_all(drops: Iterable[Path], inbox: Path) -> None:
    """Copy the drops into an inbox, each named after its case but not after its outcome."""
    for drop in drops:
        target = inbox / f"{drop.parent.name.partition('-')[2]}{drop.suffix}"
        if drop.is_dir():
            shutil.copytree(drop, target)
        else:
            shutil.copyfile(drop, target)


def work_off(opened: OpenDesk, lang: Lang) -> tuple[OutcomeRow, ...]:
    """Run the watcher once; what became of each drop comes back, by outcome and name."""
    told: list[Event] = []
    with bounded_pipeline(opened.root, lang) as pipeline:
        watch(opened, pipeline, once=True, tell=told.append)
    rows = [
        OutcomeRow(one.name or "", one.outcome, one.place)
        for one in told
        if one.what is Happened.SETTLED and one.outcome and one.place
    ]
    kinds = list(OutcomeKind)
    return tuple(sorted(rows, key=lambda row: (kinds.index(row.outcome), row.name)))


def first_client(opened: OpenDesk) -> Client:
    """The first client of the register; the samples' desk has some."""
    register = opened.desk.register
    if register is None or not register.clients:
        message = "the samples' desk has no client"
        raise ValueError(message)
    return register.clients[0]

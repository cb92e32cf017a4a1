"""What `zenforms demo` does: a whole desk at work on the samples, in a folder of its own."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from zenforms.cli.branding import branding_of
from zenforms.cli.wiring import Readers, hands_for
from zenforms.desk.founding import found_desk
from zenforms.desk.happenings import Happened, Happening
from zenforms.desk.opening import FILES, OpenDesk, open_desk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watch import watch
from zenforms.form.branding import FormClient
from zenforms.form.build import build_form
from zenforms.form.library import shipped_form
from zenforms.judging.policy import Client
from zenforms.language import Lang

FORM = "assistance-request"
EXPECTED = "expected.json"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo made: the desk, the form of one client, and what became of each sample."""

    opened: OpenDesk
    form: Path
    client: Client
    settled: tuple[Happening, ...]


def demonstrate(samples: Path, *, lang: Lang) -> Shown:
    """Make a desk in a temporary folder, which is kept, and let it work off `samples`."""
    folder = Path(tempfile.mkdtemp(prefix="zenforms-demo-"))
    opened = desk_in(folder / "bureau", samples / "desk", lang)
    client = first_client(opened)
    form = folder / "demande.pdf"
    form.write_bytes(_form_of(client, opened))
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


def drops_in(samples: Path) -> Iterator[tuple[str, Path]]:
    """Each drop of the samples, by the case it stands for: a file, or a folder of files."""
    for case in sorted(path for path in samples.iterdir() if path.is_dir()):
        if (case / EXPECTED).exists():
            for drop in sorted(case.iterdir()):
                if drop.name != EXPECTED:
                    yield case.name, drop


def drop_all(drops: Iterable[tuple[str, Path]], inbox: Path) -> None:
    """Copy the drops into an inbox, each named after its case."""
    for case, drop in drops:
        target = inbox / f"{case}{drop.suffix}"
        if drop.is_dir():
            shutil.copytree(drop, target)
        else:
            shutil.copyfile(drop, target)


def work_off(opened: OpenDesk, lang: Lang) -> tuple[Happening, ...]:
    """Run the watcher once; what it settled comes back, in order of the names."""
    told: list[Happening] = []
    with Readers() as readers:
        watch(opened, hands_for(readers, lang), once=True, tell=told.append)
    settled = (one for one in told if one.what is Happened.SETTLED)
    return tuple(sorted(settled, key=lambda one: one.name or ""))


def first_client(opened: OpenDesk) -> Client:
    """The first client of the register; the samples' desk has some."""
    register = opened.desk.register
    if register is None or not register.clients:
        message = "the samples' desk has no client"
        raise ValueError(message)
    return register.clients[0]


def _form_of(client: Client, opened: OpenDesk) -> bytes:
    return build_form(
        shipped_form(FORM),
        client=FormClient(client.id, client.name),
        branding=branding_of(opened.desk.policy, opened.root),
        lang=Lang(client.language),
        key=(opened.desk.keys or (None,))[0],
    )

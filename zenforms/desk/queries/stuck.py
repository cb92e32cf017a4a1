"""What lies in the inbox or in work/ and goes no further by itself: each with what to do."""

import os
import stat
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from zenforms.desk.spool.durable import reason_of
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.settlement import read_settlement
from zenforms.desk.spool.states import LEAVING_PREFIX, State, state_of
from zenforms.desk.watching.heartbeat import Heartbeat
from zenforms.desk.watching.inbox import WAITS_AFTER, StuckWhy, set_aside, why_it_waits
from zenforms.handles import is_folder
from zenforms.judging.text import Said
from zenforms.language import Text
from zenforms.leavings import Leaving, leaving
from zenforms.sanitize import visible

_LOOKED_AT = 500
_TOLD = 20
_SETTLING = 60.0
"""Seconds after which a work folder without a drop is no longer one that is just being made."""


class Stuck(Said):
    """One thing that waits for a person; `place` is relative to the desk, and harmless."""

    place: str
    why: StuckWhy
    reason: str = ""
    """The system's own word, as `transient.reason_of` has it."""
    is_old: bool = False
    """Whether nothing about it has changed for some minutes."""


SAID: Mapping[StuckWhy, Text] = {
    StuckWhy.REFUSED: Text(
        fr="« {place} » ne se laisse pas prendre ({reason}) : déplacez-le hors de inbox, ou donnez "
        "au compte du poste de support le droit d'y écrire.",
        en="“{place}” cannot be taken ({reason}): move it out of inbox, or give the support "
        "desk's account the right to write to it.",
    ),
    StuckWhy.HIDDEN: Text(
        fr="Le système ne montre pas « {place} » ({reason}) : donnez au compte du poste de support "
        "le droit de le lire, ou déplacez-le hors de inbox.",
        en="The system does not show “{place}” ({reason}): give the support desk's account the "
        "right to read it, or move it out of inbox.",
    ),
    StuckWhy.AWAITED: Text(
        fr="« {place} » attend la fin d'une copie ou d'un téléchargement, dont le fichier inachevé "
        "est à côté ou dedans : supprimez ce fichier s'il est abandonné.",
        en="“{place}” waits for the end of a copy or download, whose unfinished file lies beside "
        "or in it: remove that file if it was given up.",
    ),
    StuckWhy.PLACEHOLDER: Text(
        fr="« {place} » tient la place d'un fichier que votre logiciel de synchronisation garde "
        "ailleurs : rendez ce fichier disponible hors connexion.",
        en="“{place}” stands for a file that your sync client keeps elsewhere: make that file "
        "available offline.",
    ),
    StuckWhy.SHORTCUT: Text(
        fr="« {place} » est un raccourci : déposez le fichier lui-même.",
        en="“{place}” is a shortcut: drop the file itself.",
    ),
    StuckWhy.EMPTY: Text(
        fr="« {place} » ne contient rien : ajoutez-y ce qui manque, ou supprimez-le.",
        en="“{place}” holds nothing: add what is missing, or remove it.",
    ),
    StuckWhy.UNFINISHED: Text(
        fr="« {place} » n'est pas pris, son nom est celui d'une copie inachevée ou d'un fichier de "
        "travail : renommez-le si c'est un envoi.",
        en="“{place}” is not taken, its name is that of an unfinished copy or of a working file: "
        "rename it if it is a drop.",
    ),
    StuckWhy.STAYS: Text(
        fr="« {place} » n'a pas pu être supprimé : rendez ce dossier et son "
        "contenu au compte du poste de support, puis relancez « zenforms watch ».",
        en="“{place}” could not be removed: give this folder and what is in it back to "
        "the support desk's account, then start “zenforms watch” again.",
    ),
    StuckWhy.UNCLEAR: Text(
        fr="La décision dans « {place} » ne se lit pas : reprenez settled.json d'une sauvegarde, "
        "ou supprimez ce seul fichier pour que l'envoi soit rejugé.",
        en="The decision in “{place}” cannot be read: restore settled.json from a backup, or "
        "remove this one file, so that the drop is judged again.",
    ),
}


def stuck_in(root: Path, ignore: tuple[str, ...], pulse: Heartbeat | None) -> tuple[Stuck, ...]:
    """What goes no further, at most some twenty; `pulse` tells what could not be taken."""
    found = (*_in_inbox(root / Folder.INBOX, ignore, pulse), *_in_work(root / Folder.WORK, pulse))
    return tuple(sorted(found, key=lambda one: (list(StuckWhy).index(one.why), one.place))[:_TOLD])


def _in_inbox(inbox: Path, ignore: tuple[str, ...], pulse: Heartbeat | None) -> Iterator[Stuck]:
    refused = {one.name: one.reason for one in pulse.refused} if pulse else {}
    names = frozenset(_names(inbox))
    for name in sorted(names):
        place = f"{Folder.INBOX}/{visible(name)}"
        if aside := set_aside(name, ignore, names):
            if aside is not Leaving.LITTER:
                known = aside if isinstance(aside, StuckWhy) else StuckWhy.UNFINISHED
                yield Stuck(place=place, why=known, is_old=_is_old(inbox / name))
        elif visible(name) in refused:
            yield Stuck(place=place, why=StuckWhy.REFUSED, reason=refused[visible(name)])
        else:
            yield from _of_itself(inbox / name, place, names)


def _of_itself(path: Path, place: str, names: frozenset[str]) -> Iterator[Stuck]:
    """What an entry of the inbox shows by itself; a folder that is arriving is not empty long."""
    try:
        if why := why_it_waits(path, names):
            yield Stuck(place=place, why=why, is_old=_is_old(path))
    except FileNotFoundError:
        return
    except OSError as error:
        yield Stuck(place=place, why=StuckWhy.HIDDEN, reason=reason_of(error))


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.lstat().st_mtime > WAITS_AFTER
    except OSError:
        return False


def drops_in(work: Path) -> list[str]:
    """The names of the drops in work/; what systems leave lying there is none."""
    found = []
    for name in _names(work):
        try:
            if leaving(name) is None and is_folder((work / name).lstat()):
                found.append(name)
        except OSError:
            continue
    return found


def _in_work(work: Path, pulse: Heartbeat | None) -> Iterator[Stuck]:
    in_hand = frozenset(pulse.in_hand) if pulse else frozenset[str]()
    for name in _names(work):
        folder, place = work / name, f"{Folder.WORK}/{visible(name)}"
        if name in in_hand:
            continue
        try:
            status = folder.lstat()
            if stat.S_ISDIR(status.st_mode):
                yield from _left(folder, place, time.time() - status.st_mtime)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield Stuck(place=place, why=StuckWhy.STAYS, reason=reason_of(error))


def _left(folder: Path, place: str, age: float) -> Iterator[Stuck]:
    state = state_of(folder)
    if folder.name.startswith(LEAVING_PREFIX) or (state is State.PREPARED and age > _SETTLING):
        yield Stuck(place=place, why=StuckWhy.STAYS)
    elif state is State.DECIDED:
        try:
            read_settlement(folder)
        except (OSError, ValueError, KeyError, TypeError):
            yield Stuck(place=place, why=StuckWhy.UNCLEAR)


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as listing:
            return [entry.name for entry in islice(listing, _LOOKED_AT)]
    except OSError:
        return []

"""Walks over what a stranger laid down: no recursion, no link followed, and an end to it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zenforms.handles import HeldFolder, is_folder


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a walk goes: folders below each other, entries, bytes of a relative path."""

    depth: int = 64
    entries: int = 20_000
    path_bytes: int = 1_024


@dataclass(frozen=True, slots=True)
class Met:
    """One entry on the walk; `inside` is the open folder in which it lies until the walk goes on.

    `relative` has forward slashes; bytes that are no text are surrogates, as `os.fsdecode` has it.
    """

    inside: HeldFolder
    name: str
    relative: str
    path: Path
    status: os.stat_result

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, into which the walk goes next."""
        return is_folder(self.status)


class Walk:
    """Everything below a folder, depth first, each folder by name; iterate over it once.

    Raises OSError only for the folder itself. An entry of which the system refuses to tell goes
    into `faults`, the first one beyond the bounds into `beyond`, both by their relative names.
    """

    def __init__(self, top: Path, bounds: Bounds | None = None) -> None:
        self.faults: list[tuple[str, OSError]] = []
        self.beyond: str | None = None
        self.closed: list[str] = []
        """All that lies beyond the bounds, as far as it was met."""
        self._top = top
        self._bounds = bounds or Bounds()
        self._count = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything was met, once the walk is over."""
        return self.beyond is None and not self.faults

    def __iter__(self) -> Iterator[Met]:
        """Walk."""
        held = [HeldFolder.at(self._top)]
        try:
            ahead = [self._inside(held[0], "")]
            while ahead:
                met = next(ahead[-1], None)
                if met is None:
                    ahead.pop()
                    held.pop().close()
                    continue
                yield met
                if met.is_folder and (inner := self._entered(met, len(held))):
                    held.append(inner)
                    ahead.append(self._inside(inner, f"{met.relative}/"))
        finally:
            for folder in held:
                folder.close()

    def _entered(self, met: Met, depth: int) -> HeldFolder | None:
        if depth > self._bounds.depth:
            self._end_at(met.relative)
            return None
        try:
            return met.inside.folder(met.name)
        except FileNotFoundError:
            return None
        except OSError as error:
            self.faults.append((met.relative, error))
            return None

    def _inside(self, folder: HeldFolder, prefix: str) -> Iterator[Met]:
        room = self._bounds.entries - self._count
        try:
            found = folder.entries(room + 1)
        except OSError as error:
            self.faults.append((prefix.rstrip("/"), error))
            return
        if len(found) > room:
            self._end_at(prefix + found.pop()[0])
        self._count += len(found)
        for name, status in found:
            relative = prefix + name
            if isinstance(status, OSError):
                self.faults.append((relative, status))
            elif len(os.fsencode(relative)) > self._bounds.path_bytes:
                self._end_at(relative)
            else:
                yield Met(folder, name, relative, folder.path / name, status)

    def _end_at(self, relative: str) -> None:
        self.beyond = relative if self.beyond is None else self.beyond
        self.closed.append(relative)

"""Seeded damage to a filled form of ours, and what a reader may make of it."""

import random
from collections.abc import Callable
from enum import StrEnum
from functools import cache

from zenforms.desk.setup.maps import form_maps
from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.reading.document import read_document
from zenforms.reading.submission import Document, FieldKind

ANSWERS = {
    "contact_name": "Camille Exemple",
    "email": "camille@client.example",
    "telephone": "01 23 45 67 89",
    "mode": "tma",
    "type": "malfunction",
    "domain": "suite",
    "urgency": "high",
    "desk_version": "12.2.7",
    "workstations": "tous",
    "reproducible": "yes",
    "service_involved": "no",
    "summary": "Le Desk se ferme quand j’imprime",
    "description": "Étape 1 : j’ouvre l’œuvre (10 €)\nÉtape 2 : j’imprime\nLe Desk se ferme.",
    "psr_attached": True,
    "psr_files": "psr.zip",
    "one_subject": True,
}


class Verdict(StrEnum):
    """What reading a mutant came to."""

    REFUSED = "refused or told by a problem"
    FLAGGED = "changed, and flagged"
    SAME = "the original values"
    FREE_TEXT = "a byte changed inside a free text: beyond any reader"
    WRONG = "a field lost, renamed or switched without a word"


@cache
def filled_form() -> bytes:
    """A form of ours as a client would send it."""
    form = shipped_form("assistance-request")
    branding = Branding(vendor="Société Exemple", email="support@societe.example")
    client = FormClient(id="EXEMPLE", name="Client Exemple")
    return fill_form(
        build_form(form, client=client, branding=branding, key=bytes(32)), ANSWERS, form=form
    )


def mutant(data: bytes, seed: int) -> bytes:
    """`data` with one piece of damage, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - reproducible on purpose
    changed = bytearray(data)
    damage = chance.choice(_DAMAGE)
    damage(changed, chance.randrange(len(changed)), chance)
    return bytes(changed)


def read(data: bytes) -> Document:
    """`data` as the desk reads it."""
    return read_document(data, name="mutant.pdf", maps=form_maps())


def compare(original: Document, document: Document) -> Verdict:
    """What became of the original's values."""
    if document.problems:
        return Verdict.REFUSED
    before = {field.name: field.value for field in original.fields if field.name in _ASKED}
    after = {field.name: field for field in document.fields}
    changed = {
        name for name, value in before.items() if name not in after or value != after[name].value
    }
    if not changed:
        return Verdict.SAME
    if all(name in after and after[name].flags for name in changed):
        return Verdict.FLAGGED
    free = all(
        name in after
        and after[name].kind is FieldKind.TEXT
        and isinstance(before.get(name), str)
        and isinstance(after[name].value, str)
        for name in changed
    )
    return Verdict.FREE_TEXT if free else Verdict.WRONG


_ASKED = {field.name for form_map in form_maps().maps for field in form_map.fields}
"""The fields of the definition: those beyond it only help on the screen."""

Damage = Callable[[bytearray, int, random.Random], None]


def _flip(data: bytearray, at: int, chance: random.Random) -> None:
    data[at] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, at: int, chance: random.Random) -> None:
    data[at] = chance.randrange(256)


def _delete(data: bytearray, at: int, chance: random.Random) -> None:
    del data[at : at + chance.choice((1, 1, 2, 5, 20))]


def _insert(data: bytearray, at: int, chance: random.Random) -> None:
    data[at:at] = chance.randbytes(chance.choice((1, 1, 3, 10)))


def _swap(data: bytearray, at: int, _chance: random.Random) -> None:
    data[at : at + 2] = data[at : at + 2][::-1]


def _blank(data: bytearray, at: int, chance: random.Random) -> None:
    end = min(len(data), at + chance.choice((1, 4, 16, 64)))
    data[at:end] = bytes(end - at)


def _cut(data: bytearray, at: int, chance: random.Random) -> None:
    del data[at : at + chance.choice((100, 1_000, 5_000))]


def _repeat(data: bytearray, at: int, chance: random.Random) -> None:
    data[at:at] = data[at : at + chance.choice((1, 10, 100))]


_DAMAGE: tuple[Damage, ...] = (
    _flip,
    _overwrite,
    _delete,
    _insert,
    _swap,
    _blank,
    _cut,
    _repeat,
)

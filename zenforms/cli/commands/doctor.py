"""`zenforms doctor`: whether a desk is set up well."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import DeskOption, RootArgument
from zenforms.cli.speech import Speech
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.console.account import Part
    from zenforms.desk.telling.doctor import Check

EXITS = (0, 1, 5)
"""By the worst check: well, doubtful, ill."""


def _run(context: typer.Context, root: RootArgument = None, *, desk: DeskOption = None) -> int:
    from zenforms.console.account import Block
    from zenforms.console.escape import one_line
    from zenforms.console.paper import show, width_of
    from zenforms.console.report import block_lines
    from zenforms.desk.setup.opening import find_desk
    from zenforms.desk.telling.doctor import examine_desk

    lang = context.ensure_object(Speech).lang
    place = find_desk(root or desk) or Path.cwd()
    checks = examine_desk(place)
    parts = tuple(part for check in checks for part in _told(check, lang))
    block = Block(one_line(str(place)), parts)
    show(list(block_lines([block], lang, width_of(sys.stdout)))[1:], sys.stdout)
    return EXITS[max((check.health for check in checks), default=0)]


def _told(check: "Check", lang: Lang) -> "Iterator[Part]":
    from zenforms.console.account import Advice, Note
    from zenforms.console.escape import harmless
    from zenforms.console.layout import Tone

    arguments = harmless(check.arguments, lang)
    signs = (("✓", Tone.GOOD), ("▲", Tone.WARNING), ("✗", Tone.BAD))
    sign, tone = signs[check.health]
    yield Note(check.said.fill(lang, arguments), sign, tone)
    if check.advice and check.health:
        yield Advice(check.advice.fill(lang, arguments))


COMMAND = Command(
    _run,
    Help(
        Text(fr="Vérifie les réglages d'un bureau", en="Check how a desk is set up"),
        details=Text(
            fr="Dossiers, droits, réglages, clé, place libre : chaque point en une phrase, avec ce "
            "qu'il faut faire.",
            en="Folders, rights, settings, key, free space: one sentence each, with what to do.",
        ),
        examples=("zenforms doctor support",),
        exits={
            1: Text(fr="un point est douteux", en="something is doubtful"),
            5: Text(
                fr="le bureau ne peut pas travailler ainsi", en="the desk cannot work like this"
            ),
        },
    ),
)

"""`zenforms sentences`: every sentence that a desk may put its own in the place of."""

import sys
from collections.abc import Iterator

import typer

from zenforms.cli.help import Command, Help
from zenforms.errors import ExitCode
from zenforms.language import Text


def _run(context: typer.Context) -> ExitCode:  # noqa: ARG001 - every command has one
    sys.stdout.writelines(line + "\n" for line in _lines())
    return ExitCode.OK


def _lines() -> Iterator[str]:
    from zenforms.judging.rules.catalog import LISTED
    from zenforms.present.letters.names import letter_sentences

    for letter, sentences in letter_sentences().items():
        yield from ("", f"[letters.{letter}]")
        yield from (_line(name, text) for name, text in sentences.items())
    for rule in sorted(LISTED, key=lambda rule: rule.code):
        yield from ("", f"[{rule.code}]")
        for part in ("title", "message", "why", "remedy"):
            yield _line(part, getattr(rule.wording, part))


def _line(name: str, text: Text) -> str:
    from zenforms.desk.setup.tomlfile import toml_value

    return f"#{name} = {{ fr = {toml_value(text.fr)}, en = {toml_value(text.en)} }}"


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Liste les phrases des règles et des lettres, à remplacer au besoin",
            en="List the sentences of rules and letters, to be replaced where wanted",
        ),
        details=Text(
            fr="Copiez dans le fichier sentences.toml du bureau celles que vous voulez changer, "
            "sans leur #. Une seule langue suffit ; un {nom} entre accolades est rempli par "
            "l'outil.",
            en="Copy those that you want to change into the desk's sentences.toml, without their "
            "#. One language is enough; a {name} in braces is filled in by the tool.",
        ),
        examples=("zenforms sentences > phrases.toml",),
    ),
)

"""`zenforms form list`: the forms that can be built."""

import sys

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import FormatOption, ReportFormat
from zenforms.cli.speech import Speech
from zenforms.console.jsontext import dumps
from zenforms.console.layout import definitions
from zenforms.language import Text

_ROW = Text(fr="{title} (révision {revision})", en="{title} (revision {revision})")


def _run(context: typer.Context, shape: FormatOption = ReportFormat.TEXT) -> int:
    from zenforms.form.library import shipped_form, shipped_names

    lang = context.ensure_object(Speech).lang
    forms = [shipped_form(name) for name in shipped_names()]
    if shape is ReportFormat.JSON:
        rows = [
            {"id": f.form, "revision": f.revision, "title": {"fr": f.title.fr, "en": f.title.en}}
            for f in forms
        ]
        sys.stdout.write(dumps({"version": 1, "forms": rows}))
        return 0
    named = (
        (f.form, _ROW.fill(lang, {"title": f.title, "revision": str(f.revision)})) for f in forms
    )
    sys.stdout.writelines(line + "\n" for line in definitions(named, indent=""))
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(fr="Liste les formulaires que l'on peut fabriquer", en="List the forms to build"),
        examples=("zenforms form list",),
    ),
)

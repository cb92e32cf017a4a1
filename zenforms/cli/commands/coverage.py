"""`zenforms coverage`: which contract of a client covers what."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import DeskOption
from zenforms.errors import ExitCode
from zenforms.language import Text
from zenforms.reading.submission import Channel


def _run(
    context: typer.Context,
    client: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(fr="L'identifiant du client.", en="The client's id."), Text(fr="ID", en="ID")
        ),
    ],
    *,
    domain: Annotated[
        str | None,
        typer.Option("--domain"),
        Parameter(
            Text(
                fr="Le domaine concerné : code ou libellé du formulaire.",
                en="The domain concerned: code or label on the form.",
            ),
            Text(fr="DOMAINE", en="DOMAIN"),
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--type"),
        Parameter(
            Text(
                fr="Le type de demande : code ou libellé du formulaire.",
                en="The kind of request: code or label on the form.",
            ),
            Text(fr="TYPE", en="TYPE"),
        ),
    ] = None,
    no_tma: Annotated[
        bool,
        typer.Option("--no-tma"),
        Parameter(
            Text(fr="Le client ne demande pas la TMA.", en="The client does not ask for TMA.")
        ),
    ] = False,
    channel: Annotated[
        Channel,
        typer.Option("--channel"),
        Parameter(
            Text(
                fr="Comment la demande est faite : formulaire, courriel ou téléphone.",
                en="How the request is made: by form, e-mail or telephone.",
            ),
            Text(fr="form|email|phone", en="form|email|phone"),
        ),
    ] = Channel.FORM,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"]),
        Parameter(
            Text(
                fr="Le jour de la réception ; sinon aujourd'hui.",
                en="The day of receipt; else today.",
            ),
            Text(fr="AAAA-MM-JJ", en="YYYY-MM-DD"),
        ),
    ] = None,
    desk: DeskOption = None,
) -> ExitCode:
    from zenforms.cli.covering import asked_about, covered, everything
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.register import client_called
    from zenforms.form.library import form_called
    from zenforms.judging.coverage import Asked
    from zenforms.judging.prepare import REQUEST_FORM
    from zenforms.judging.request import Mode
    from zenforms.present.terminal import show

    opened = needed_desk(desk)
    known = client_called(opened, client)
    day = (on or opened.clock.now()).date()
    asked = Asked(channel=channel, mode=Mode.NO_TMA if no_tma else Mode.TMA)
    lang, forms = context.ensure_object(Locale).lang, opened.desk.policy.forms
    form = form_called(REQUEST_FORM, forms)
    if domain is None and kind is None:
        show(everything(known, day, asked, form=form, lang=lang), sys.stdout)
    else:
        about = asked_about(asked, kind, domain, form)
        show(covered(known, day, about, words=forms.words, lang=lang), sys.stdout)
    return ExitCode.OK


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Montre quel contrat d'un client couvre quoi",
            en="Show which contract of a client covers what",
        ),
        details=Text(
            fr="Sans --domain ni --type, toute la table ; avec, la réponse entière et la phrase de "
            "la charte.",
            en="Without --domain and --type the whole table; with them the whole answer and the "
            "charter's sentence.",
        ),
        examples=(
            "zenforms coverage EXEMPLE-1 --desk support",
            "zenforms coverage EXEMPLE-1 --desk support --domain script --type malfunction",
            "zenforms coverage EXEMPLE-1 --desk support --channel phone",
        ),
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            )
        },
    ),
)

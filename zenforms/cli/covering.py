"""The decision table of coverage, asked with the words of the form."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zenforms.errors import UsageError
from zenforms.form.definition import ChoiceField, Form, RadioField, code_of
from zenforms.judging.coverage import Asked, cover
from zenforms.judging.dates import short_day
from zenforms.judging.policy import Client
from zenforms.judging.request import Domain, Mode, RequestType
from zenforms.language import Lang, Text
from zenforms.present.clientview import running_on
from zenforms.present.coverageview import coverage_block, coverage_table
from zenforms.present.report import block_lines
from zenforms.present.terminal import Line, Tone
from zenforms.reading.submission import Channel
from zenforms.words import Words

_HEAD = Text(
    fr="{client}, le {day} : {contracts} · {asked}", en="{client}, on {day}: {contracts} · {asked}"
)
_NO_CONTRACT = Text(fr="aucun contrat", en="no contract")
_MODES = {
    Mode.TMA: Text(fr="demande en TMA", en="asking for TMA"),
    Mode.NO_TMA: Text(fr="demande hors TMA", en="not asking for TMA"),
}
_CHANNELS = {
    Channel.FORM: Text(fr="demande par formulaire", en="request by form"),
    Channel.EMAIL: Text(fr="demande par courriel", en="request by e-mail"),
    Channel.PHONE: Text(fr="demande par téléphone", en="request by telephone"),
}


def asked_about(asked: Asked, kind: str | None, domain: str | None, form: Form) -> Asked:
    """The same question about one kind of request and domain, as people say them.

    Raises UsageError for what is not on the form.
    """
    return replace(
        asked,
        type=RequestType(_code("type", kind, form)) if kind else None,
        domain=Domain(_code("domain", domain, form)) if domain else None,
    )


def everything(
    client: Client, day: date, asked: Asked, *, form: Form, lang: Lang
) -> Iterator[Line]:
    """The whole table for a client on one day, in one mode and by one channel."""
    yield Line(_head(client, day, asked, lang), Tone.TITLE)
    yield Line()
    yield from coverage_table(client, day, asked, form=form, lang=lang)


def covered(client: Client, day: date, asked: Asked, *, words: Words, lang: Lang) -> Iterator[Line]:
    """One answer in full."""
    coverage = cover(client, day, asked).in_words(words)
    block = coverage_block(_head(client, day, asked, lang), coverage, lang)
    yield from list(block_lines([block], lang))[1:]


def _head(client: Client, day: date, asked: Asked, lang: Lang) -> str:
    contracts = ", ".join(running_on(client, day, lang)) or _NO_CONTRACT.to(lang)
    told = {"client": client.name, "day": short_day(day).to(lang), "contracts": contracts}
    return _HEAD.fill(lang, {**told, "asked": _asked(asked)})


def _asked(asked: Asked) -> Text:
    """The channel where it decides, else the mode: mail and telephone have no tick for it."""
    if asked.channel is Channel.FORM and asked.mode:
        return _MODES[asked.mode]
    return _CHANNELS[asked.channel]


def _code(name: str, said: str, form: Form) -> str:
    field = form.field(name)
    choices = field.choices if isinstance(field, ChoiceField | RadioField) else ()
    code = code_of(field, said) if isinstance(field, ChoiceField | RadioField) else None
    if code is None:
        raise UsageError(
            Text(
                fr="« {said} » n'est pas une réponse du formulaire.",
                en="“{said}” is no answer on the form.",
            ),
            advice=Text(fr="Réponses possibles : {codes}.", en="Possible answers: {codes}."),
            arguments={"said": said, "codes": ", ".join(choice.code for choice in choices)},
        )
    return code

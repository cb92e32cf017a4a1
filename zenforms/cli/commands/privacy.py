"""`zenforms person export`, `erase`: what a desk holds about one person (RGPD)."""

import sys
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FILE, DeskOption, RootArgument
from zenforms.errors import ExitCode, UsageError
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zenforms.desk.decisions.privacy import Traces
    from zenforms.desk.decisions.purge import Purgeable
    from zenforms.desk.setup.opening import OpenDesk
    from zenforms.judging.case import OutcomeKind

_PERSON = Parameter(
    Text(
        fr="La personne : adresse électronique, nom, téléphone, ou client du registre.",
        en="The person: e-mail address, name, telephone, or a client of the register.",
    ),
    Text(fr="PERSONNE", en="PERSON"),
)


WhoArgument = Annotated[str, typer.Argument(), _PERSON]


_FOUND = Text(fr="{who} paraît dans {count} : {numbers}.", en="{who} occurs in {count}: {numbers}.")
_REQUESTS = (
    Text(fr="une demande", en="one request"),
    Text(fr="{count} demandes", en="{count} requests"),
)
_NONE = Text(
    fr="{who} ne paraît dans aucune demande qui a pu être fouillée.",
    en="{who} occurs in no request that could be searched.",
)
_PICTURES = Text(
    fr="Images, films et sons, que personne ne fouille ({count}) :",
    en="Pictures, films and sounds, which nobody searches ({count}):",
)
_PICTURES_IN = Text(fr="  {path} ({count})", en="  {path} ({count})")
_UNSEARCHED = Text(
    fr="▲ Non fouillés, à regarder un par un ({count}) :",
    en="▲ Not searched, to be looked at one by one ({count}):",
)
_ONE_UNSEARCHED = Text(fr="  {path} : {why}", en="  {path}: {why}")
_ELSEWHERE = Text(
    fr="▲ Paraît aussi dans des fichiers que cette commande n'efface pas : {paths}.",
    en="▲ Occurs in files, too, that this command does not erase: {paths}.",
)
_IN_OTHERS = Text(
    fr="▲ {number} est aussi dans un autre système, d'où rien n'est effacé ici : {where}.",
    en="▲ {number} is in another system too, from which nothing is erased here: {where}.",
)
_REGISTER = Text(
    fr="▲ Référent au registre pour {ids} : à changer dans clients.toml.",
    en="▲ A contact in the register for {ids}: to be changed in clients.toml.",
)
_WHY: Mapping[str, Text] = {
    "encrypted": Text(fr="chiffré", en="encrypted"),
    "damaged": Text(fr="endommagé", en="damaged"),
    "too_large": Text(fr="au-delà des limites", en="beyond the limits"),
    "too_deep": Text(fr="emboîté trop profond", en="nested too deeply"),
    "picture": Text(fr="image, film ou son", en="picture, film or sound"),
    "scan": Text(fr="page qui montre une image", en="page that shows a picture"),
    "unknown": Text(fr="fichier d'un type inconnu", en="file of an unknown kind"),
    "packed": Text(fr="archive d'un type non ouvert", en="archive of a kind that is not opened"),
    "macros": Text(fr="macros", en="macros"),
    "stopped": Text(fr="trop long ou trop lourd à lire", en="too long or too heavy to read"),
    "unreadable": Text(fr="illisible", en="not readable"),
}
_NOTHING = Text(fr="Il n'y a rien à exporter.", en="There is nothing to export.")
_NOTHING_TO_ERASE = Text(fr="Il n'y a rien à effacer.", en="There is nothing to erase.")
_EXPORTED = Text(fr="Ce qui a été trouvé est dans {file}.", en="What was found is in {file}.")
_ERASED = Text(fr="Effacé, avec trace : {count}.", en="Erased, with trace: {count}.")
_NOT_ALL = Text(
    fr="Tout n'a pas pu être fouillé ou effacé : voyez les lignes ▲.",
    en="Not everything could be searched or erased: see the lines ▲.",
)
_NOT_ERASED = Text(
    fr="Rien n'a été effacé : ajoutez --yes --by NOM.",
    en="Nothing was erased: add --yes --by NAME.",
)
_WHO = UsageError(
    Text(fr="Qui efface ? --yes demande --by NOM.", en="Who erases? --yes needs --by NAME."),
    advice=Text(fr="Le nom est noté dans le journal.", en="The name is written in the journal."),
)


def _export(
    context: typer.Context,
    who: WhoArgument,
    *,
    output: Annotated[
        Path,
        typer.Option("--output", "-o"),
        Parameter(Text(fr="Le zip, à créer.", en="The zip, to be made."), FILE),
    ],
    desk: DeskOption = None,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.streams import cannot_write
    from zenforms.desk.decisions.privacy import export_traces

    opened = needed_desk(desk)
    lang = context.ensure_object(Locale).lang
    traces = _traces(opened, who)
    _tell(traces, who, lang)
    if not (traces.requests or traces.elsewhere):
        _say(_NOTHING, lang)
        return _exit(traces)
    try:
        export_traces(opened, traces, output)
    except OSError as error:
        raise cannot_write(output, error) from error
    _say(_EXPORTED, lang, file=str(output))
    return _exit(traces)


def _erase(
    context: typer.Context,
    who: WhoArgument,
    *,
    yes: Annotated[
        bool, typer.Option("--yes"), Parameter(Text(fr="Efface pour de bon.", en="Really erase."))
    ] = False,
    by: Annotated[
        str,
        typer.Option("--by"),
        Parameter(
            Text(fr="Qui efface ; c'est noté.", en="Who erases; it is written down."),
            Text(fr="NOM", en="NAME"),
        ),
    ] = "",
    desk: DeskOption = None,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.ordering import obey_all
    from zenforms.desk.decisions.decision_files import OrderKind

    if yes and not by:
        raise _WHO
    opened = needed_desk(desk)
    lang = context.ensure_object(Locale).lang
    traces = _traces(opened, who)
    _tell(traces, who, lang)
    if not (yes and traces.requests):
        _say(_NOT_ERASED if traces.requests else _NOTHING_TO_ERASE, lang)
        return _exit(traces)
    orders = [(OrderKind.ERASE, filed.number) for filed in traces.requests]
    stay = obey_all(opened, orders, by=by, lang=lang)
    if len(stay) < len(orders):
        _say(_ERASED, lang, count=_requests(len(orders) - len(stay), lang))
    code = ExitCode.NOT_ALL if stay else _exit(traces)
    if code is not ExitCode.OK:
        _say(_NOT_ALL, lang)
    return code


def _traces(opened: "OpenDesk", who: str) -> "Traces":
    from zenforms.desk.decisions.privacy import traces_of
    from zenforms.reading.search.wanted import NobodyError

    try:
        return traces_of(opened, who)
    except NobodyError as error:
        raise _nobody(who) from error


def _nobody(who: str) -> UsageError:
    from zenforms.present.terminal import one_line

    return UsageError(
        Text(fr="« {said} » ne désigne personne.", en="“{said}” means nobody."),
        advice=Text(
            fr="Donnez une adresse électronique, un nom, un téléphone ou un client du registre.",
            en="Give an e-mail address, a name, a telephone number or a client of the register.",
        ),
        arguments={"said": one_line(who, 200)},
    )


def _exit(traces: "Traces") -> ExitCode:
    """Nothing is called complete while something could not be searched, or is left to a person.

    Pictures are never searched, and nearly every request holds some: they are told, no more.
    """
    return ExitCode.NOT_ALL if traces.doubtful or traces.elsewhere else ExitCode.OK


def _tell(traces: "Traces", who: str, lang: Lang) -> None:
    numbers = [filed.number for filed in traces.requests]
    count = _requests(len(numbers), lang)
    _say(_FOUND if numbers else _NONE, lang, count=count, who=who, numbers=", ".join(numbers))
    if traces.elsewhere:
        _say(_ELSEWHERE, lang, paths=", ".join(traces.elsewhere))
    _tell_elsewhere(traces, lang)
    if traces.in_register:
        _say(_REGISTER, lang, ids=", ".join(traces.in_register))
    if traces.pictures:
        _say(_PICTURES, lang, count=str(len(traces.pictures)))
    for path, held in Counter(one.path for one in traces.pictures).items():
        _say(_PICTURES_IN, lang, path=path, count=str(held))
    if traces.doubtful:
        _say(_UNSEARCHED, lang, count=str(len(traces.doubtful)))
    for one in traces.doubtful:
        path = f"{one.path} › {one.part}" if one.part else one.path
        _say(_ONE_UNSEARCHED, lang, path=path, why=_WHY[one.why].to(lang))


def _tell_elsewhere(traces: "Traces", lang: Lang) -> None:
    """What went to other systems: nothing is erased there."""
    from zenforms.desk.delivery.outbox import of_outcome

    for filed in traces.requests:
        gone = of_outcome(filed.root, filed.settlement.place)
        said = [
            " ".join(filter(None, (one.target, one.id, one.url)))
            for one in gone
            if one.done or one.id
        ]
        if said:
            _say(_IN_OTHERS, lang, number=filed.settlement.name, where=", ".join(said))


def _requests(count: int, lang: Lang) -> str:
    one, several = _REQUESTS
    return one.to(lang) if count == 1 else several.fill(lang, {"count": str(count)})


def _say(said: Text, lang: Lang, **arguments: str) -> None:
    from zenforms.present.terminal import one_line

    harmless = {name: one_line(value, 5_000) for name, value in arguments.items()}
    sys.stdout.write(said.fill(lang, harmless) + "\n")


_EXITS = {
    ExitCode.NOT_ALL: Text(
        fr="des fichiers autres que des images n'ont pu être fouillés, ou quelque chose reste à "
        "traiter à la main",
        en="files other than pictures could not be searched, or something is left to be dealt "
        "with by hand",
    ),
    ExitCode.BROKEN: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly"),
}
_SEARCHED = Text(
    fr="Cherche partout où nos lecteurs regardent : courriels, archives, documents, PDF, "
    "journaux, noms de fichiers. Ce qui n'a pu être fouillé (fichiers chiffrés, endommagés ou "
    "trop lourds) est nommé, fichier par fichier. Les images, films et sons ne le sont jamais : "
    "ils sont comptés, fichier par fichier.",
    en="Looks wherever our readers look: mails, archives, documents, PDF, logs, file names. "
    "What could not be searched (files that are encrypted, damaged or too heavy) is named, file "
    "by file. Pictures, films and sounds never are: they are counted, file by file.",
)

EXPORT = Command(
    _export,
    Help(
        Text(
            fr="Réunit dans un zip tout ce qui concerne une personne",
            en="Gather everything about one person in a zip",
        ),
        details=_SEARCHED,
        examples=("zenforms person export camille@client.example --desk support -o camille.zip",),
        exits=_EXITS,
    ),
)
ERASE = Command(
    _erase,
    Help(
        Text(
            fr="Efface tout ce qui concerne une personne, après l'avoir montré",
            en="Erase everything about one person, after showing it",
        ),
        details=Text(
            fr=f"{_SEARCHED.fr} Le journal garde des empreintes et des codes, rien qui nomme "
            "quelqu'un. Une demande dont le ticket est ouvert reste, et le dit : clôturez-la, puis "
            "recommencez ; tout le reste est effacé.",
            en=f"{_SEARCHED.en} The journal keeps hashes and codes, nothing that names anybody. A "
            "request whose ticket is open stays, and is named: close it, then do it again; all the "
            "rest is erased.",
        ),
        examples=("zenforms person erase camille@client.example --desk support",),
        exits=_EXITS,
    ),
)


# `zenforms purge`: what was kept long enough, shown first, removed when somebody says so.

_PURGE_NOTHING = Text(fr="Rien n'est à effacer.", en="Nothing is to be removed.")
_WOULD = Text(
    fr="{count} demandes seraient effacées, {size}. Rien ne l'a été : ajoutez --yes --by NOM.",
    en="{count} requests would be removed, {size}. Nothing was: add --yes --by NAME.",
)
_DONE = Text(
    fr="{count} demandes effacées, {size} ; le journal garde leurs empreintes et leurs codes.",
    en="{count} requests removed, {size}; the journal keeps their hashes and codes.",
)
_ORIGINAL = Text(fr="original seul", en="original only")
_PURGE_WHO = UsageError(
    Text(fr="Qui efface ? --yes demande --by NOM.", en="Who removes? --yes needs --by NAME."),
    advice=Text(fr="Le nom est noté dans le journal.", en="The name is written in the journal."),
)


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    older_than: Annotated[
        int | None,
        typer.Option("--older-than", min=1),
        Parameter(
            Text(
                fr="Ce qui a plus que cet âge, au lieu des durées du bureau.",
                en="What is older than this, instead of the desk's own times.",
            ),
            Text(fr="JOURS", en="DAYS"),
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome"),
        Parameter(
            Text(
                fr="Seulement cette issue ; se répète.",
                en="This outcome only; may be repeated.",
            ),
            Text(fr="ISSUE", en="OUTCOME"),
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes"), Parameter(Text(fr="Efface pour de bon.", en="Really remove."))
    ] = False,
    by: Annotated[
        str,
        typer.Option("--by"),
        Parameter(
            Text(fr="Qui efface ; c'est noté.", en="Who removes; it is written down."),
            Text(fr="NOM", en="NAME"),
        ),
    ] = "",
    desk: DeskOption = None,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.ordering import obey_all
    from zenforms.desk.decisions.purge import purgeable
    from zenforms.present.report import size

    if yes and not by:
        raise _PURGE_WHO
    lang = context.ensure_object(Locale).lang
    opened = needed_desk(root or desk)
    age = timedelta(days=older_than) if older_than else None
    found = list(purgeable(opened, older_than=age, outcomes=_outcomes(outcome)))
    _list(found, lang)
    orders = [(one.kind, one.number) for one in found] if yes else []
    stay = obey_all(opened, orders, by=by, lang=lang) if orders else frozenset()
    gone = [one for one in found if one.number not in stay]
    told = {"count": str(len(gone)), "size": size(sum(one.size for one in gone), lang)}
    said = (_DONE if yes else _WOULD).fill(lang, told) if found else _PURGE_NOTHING.to(lang)
    sys.stdout.write(said + "\n")
    return ExitCode.NOT_ALL if stay else ExitCode.OK


def _outcomes(named: "Sequence[str] | None") -> "frozenset[OutcomeKind]":
    from zenforms.judging.case import OutcomeKind

    try:
        return frozenset(map(OutcomeKind, named)) if named else frozenset(OutcomeKind)
    except ValueError as error:
        raise UsageError(
            Text(fr="{reason}.", en="{reason}."),
            advice=Text(fr="Issues : {known}.", en="Outcomes: {known}."),
            arguments={"reason": str(error), "known": ", ".join(OutcomeKind)},
        ) from error


def _list(found: "Sequence[Purgeable]", lang: Lang) -> None:
    from zenforms.desk.decisions.decision_files import OrderKind
    from zenforms.present.report import size
    from zenforms.present.verdicts import VERDICTS

    for one in found:
        only = _ORIGINAL.to(lang) if one.kind is OrderKind.PURGE_ORIGINAL else ""
        said = VERDICTS[one.outcome].short.to(lang)
        cells = (
            f"{one.number:22}{said:14}{one.since.isoformat()}  {size(one.size, lang):>10}  {only}"
        )
        sys.stdout.write(cells.rstrip() + "\n")


PURGE = Command(
    _run,
    Help(
        Text(
            fr="Efface ce qui a été gardé assez longtemps, après l'avoir montré",
            en="Remove what was kept long enough, after showing it",
        ),
        details=Text(
            fr="Les durées sont dans [retention] de policy.toml. Un ticket ouvert n'est jamais "
            "effacé. Sans --yes, rien n'est effacé.",
            en="How long is kept stands in [retention] of policy.toml. An open ticket is never "
            "removed. Without --yes nothing is removed.",
        ),
        examples=(
            "zenforms purge support",
            "zenforms purge support --older-than 365 --outcome incomplete",
        ),
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            ),
            ExitCode.NOT_ALL: Text(
                fr="une demande n'a pu être effacée", en="a request could not be removed"
            ),
        },
    ),
)

"""ZF40x and ZF44x: what a request needs beside the form, and what came of what it announces.

Evidence is judged on what is in the drop: a form by itself has none.
"""

from collections.abc import Callable, Iterable, Iterator

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.evidence import (
    announced_names,
    announced_pictures,
    files_of,
    has_logs,
    has_pictures,
    has_recording,
    is_document,
    is_held_back,
    is_service_involved,
    records_steps,
    shown_name,
    side_files,
)
from zenforms.judging.heuristics import has_no_steps, is_too_short
from zenforms.judging.request import Request, RequestType
from zenforms.judging.rules.channel import NOT_HANDLED
from zenforms.judging.rules.completeness import NO_DECLARATION
from zenforms.judging.rules.recordings import EMPTY_WHERE_NEEDED
from zenforms.judging.rules.rule import About, Check, Found, Rule, on_request, when
from zenforms.judging.text import plain, quoted
from zenforms.language import Text
from zenforms.reading.submission import DropFile, Role

NO_PSR, ASSISTANCE_WITHOUT_PSR = "ZF401", "ZF402"
PICTURES_ONLY, PICTURES_WITHOUT_STEPS = "ZF405", "ZF406"
NO_LOGS, ASSISTANCE_WITHOUT_LOGS = "ZF403", "ZF404"
CAN_FOLLOW = frozenset({NO_PSR, NO_LOGS, PICTURES_WITHOUT_STEPS, EMPTY_WHERE_NEEDED})
"""What may follow when a request cannot wait."""

ANNOUNCED = (
    ("psr_attached", "psr_files", Role.PSR),
    ("logs_attached", "logs_files", Role.LOG),
    ("document_attached", "document_files", Role.DOCUMENT),
)
"""Box, names, and the role of the files that they announce."""


def _came(case: Case, role: Role) -> tuple[DropFile, ...]:
    """The files that an announcement of this role may mean: pictures serve in several ways."""
    if role is Role.PSR:
        return (*files_of(case, Role.PSR, Role.SCREENSHOT), *announced_pictures(case))
    if role is Role.DOCUMENT:
        return tuple(f for f in case.submission.files if is_document(case, f) or _is_looked_at(f))
    return files_of(case, role)


def _is_looked_at(file: DropFile) -> bool:
    return file.picture is not None and file.role is not Role.DECORATION


_UNNAMED = Text(fr="non précisé", en="not named")


def _no_psr(case: Case, request: Request) -> Iterable[Found]:
    is_missing = request.is_malfunction and not is_service_involved(case)
    return when(is_missing and not has_recording(case), Found("psr_attached"))


def _pictures(case: Case, request: Request, *, with_steps: bool) -> Iterable[Found]:
    """Pictures are all that came, and the description does or does not say how to do it again."""
    is_needed = request.is_malfunction and not is_service_involved(case)
    if not is_needed or not has_pictures(case) or records_steps(case):
        return ()
    said = request.description or ""
    is_told = not is_too_short(said) and not has_no_steps(request.summary or "", said)
    return when(is_told is with_steps, Found("psr_attached" if with_steps else "description"))


def _pictures_only(case: Case, request: Request) -> Iterable[Found]:
    return _pictures(case, request, with_steps=True)


def _pictures_without_steps(case: Case, request: Request) -> Iterable[Found]:
    return _pictures(case, request, with_steps=False)


def _assistance_without_psr(case: Case, request: Request) -> Iterable[Found]:
    is_assistance = request.type is RequestType.ASSISTANCE and case.document is not None
    is_to_be_shown = is_assistance and not request.wants_service
    return when(is_to_be_shown and not has_recording(case), Found("psr_attached"))


def _no_logs(case: Case, request: Request) -> Iterable[Found]:
    needs = request.is_malfunction and is_service_involved(case)
    service = quoted(request.service_name) if request.service_name else _UNNAMED
    return when(needs and not has_logs(case), Found("logs_attached", {"service": service}))


def _assistance_without_logs(case: Case, request: Request) -> Iterable[Found]:
    wants = request.type is RequestType.ASSISTANCE and is_service_involved(case)
    return when(wants and not has_logs(case), Found("logs_attached"))


def _asked(check: Callable[[Case, Request], Iterable[Found]]) -> Check:
    """What a request must bring; a word on one in hand brings what it has, the rest came before."""
    return on_request(lambda case, request: () if case.is_followup else check(case, request))


def _announced_missing(case: Case, request: Request) -> Iterator[Found]:
    for box, _, role in ANNOUNCED:
        if getattr(request, box) and not _came(case, role):
            yield Found(box, {"label": case.label(box)})


def _not_announced(case: Case, request: Request) -> Iterator[Found]:
    if case.document is None:
        return
    for box, _, role in ANNOUNCED:
        meant = announced_pictures(case)
        came = [file for file in files_of(case, role) if file not in meant]
        if came and not getattr(request, box):
            yield Found(box, {"label": case.label(box), "count": str(len(came))})


def _names_missing(case: Case, request: Request) -> Iterator[Found]:
    came = {plain(file.name) for file in case.submission.files}
    for box, names, role in ANNOUNCED:
        if not getattr(request, box) or not _came(case, role):
            continue
        for name in announced_names(getattr(request, names)):
            if plain(name) not in came:
                yield Found(names, {"name": quoted(name)})


def _twice(case: Case) -> Iterator[Found]:
    first: dict[str, DropFile] = {}
    for file in side_files(case):
        known = first.setdefault(file.sha256, file)
        if known is not file and file.size:
            names = {"first": shown_name(case, known), "second": shown_name(case, file)}
            yield Found(None, names)


def _undeclared(case: Case) -> Iterable[Found]:
    held = [file for file in case.submission.files if is_held_back(case, file)]
    is_asked = case.request is not None and case.document is not None
    return when(bool(held) and is_asked, Found("not_confidential", {"count": str(len(held))}))


_TOGETHER = Text(
    fr="Renvoyez le formulaire et toutes ses pièces dans un même message. (Au poste de support : "
    "déposez le formulaire avec ses pièces, en dossier, en zip ou avec son message.)",
    en="Send the form and all its files in one message. (At the desk: drop the form with its "
    "files, as a folder, a zip or with its message.)",
)
_MAKE_PSR = Text(
    fr="{recorder} : refaites la manipulation, puis joignez le fichier ZIP tel "
    "quel, dans le même message que le formulaire.",
    en="{recorder}: do it again, then send the ZIP file as it is, in the same message as the form.",
)
_FETCH_LOGS = Text(
    fr="Joignez les journaux du jour du problème : {log_folder} sur le serveur.",
    en="Send the logs of the day of the problem: {log_folder} on the server.",
)

RULES = (
    Rule(
        code=NO_PSR,
        severity=Severity.ERROR,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Rapport PSR manquant", en="PSR report missing"),
            message=Text(
                fr="Pour un dysfonctionnement, il nous faut un rapport PSR ; aucun n'est arrivé "
                "avec le formulaire.",
                en="For a malfunction we need a PSR report; none came with the form.",
            ),
            why=charter.PSR,
            remedy=_MAKE_PSR,
        ),
        check=_asked(_no_psr),
    ),
    Rule(
        code=PICTURES_ONLY,
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Images de l'écran seules", en="Pictures of the screen only"),
            message=Text(
                fr="Des images de l'écran tiennent lieu d'enregistrement.",
                en="Pictures of the screen stand in for a recording.",
            ),
            why=charter.PSR,
            remedy=Text(
                fr="Elles suffisent avec votre description. Un rapport PSR ou une vidéo montrerait "
                "aussi l'ordre des gestes et l'heure de chacun : la cause se trouve plus vite.",
                en="They will do, with your description. A PSR report or a video would also show "
                "the order and the time of each step: the cause is found faster.",
            ),
        ),
        check=_asked(_pictures_only),
    ),
    Rule(
        code=PICTURES_WITHOUT_STEPS,
        severity=Severity.ERROR,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Images sans scénario", en="Pictures without a scenario"),
            message=Text(
                fr="Les images de l'écran ne suffisent que si la description dit comment faire "
                "pour revoir le problème.",
                en="Pictures of the screen will do only if the description says how to see the "
                "problem again.",
            ),
            why=charter.DESCRIPTION,
            remedy=Text(
                fr="Décrivez les étapes dans l'ordre : ce que vous faites, ce que vous attendez, "
                "ce qui se passe. Ou joignez un rapport PSR ou une vidéo.",
                en="Describe the steps in order: what you do, what you expect, what happens. Or "
                "send a PSR report or a video.",
            ),
        ),
        check=_asked(_pictures_without_steps),
    ),
    Rule(
        code=ASSISTANCE_WITHOUT_PSR,
        severity=Severity.INFO,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Pas de rapport PSR", en="No PSR report"),
            message=Text(
                fr="Aucun rapport PSR n'est arrivé ; il aide souvent à comprendre la demande.",
                en="No PSR report came; it often helps to understand the request.",
            ),
            why=charter.PSR,
            remedy=_MAKE_PSR,
        ),
        check=_asked(_assistance_without_psr),
    ),
    Rule(
        code=NO_LOGS,
        severity=Severity.ERROR,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Journaux du service manquants", en="Logs of the service missing"),
            message=Text(
                fr="Un service est en cause ({service}), mais aucun journal lisible n'est arrivé "
                "avec le formulaire.",
                en="A service is involved ({service}), but no readable log came with the form.",
            ),
            why=charter.LOGS,
            remedy=_FETCH_LOGS,
        ),
        check=_asked(_no_logs),
    ),
    Rule(
        code=ASSISTANCE_WITHOUT_LOGS,
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=NOT_HANDLED,
        wording=Wording(
            title=Text(fr="Service en cause, sans journaux", en="Service involved, no logs"),
            message=Text(
                fr="Un service est en cause, mais aucun journal lisible n'est arrivé.",
                en="A service is involved, but no readable log came.",
            ),
            why=charter.LOGS,
            remedy=_FETCH_LOGS,
        ),
        check=_asked(_assistance_without_logs),
    ),
    Rule(
        code="ZF430",
        severity=Severity.ERROR,
        about=About.REQUEST,
        requires=(NO_DECLARATION,),
        wording=Wording(
            title=Text(fr="Document mis à part", en="Document put aside"),
            message=Text(
                fr="Documents joints sans déclaration de non-confidentialité, mis à part sans "
                "être ouverts : {count}.",
                en="Documents that came without the declaration of non-confidentiality, put aside "
                "unopened: {count}.",
            ),
            why=charter.DOCUMENT,
            remedy=Text(
                fr="Si leurs données ne sont pas confidentielles, cochez la case et renvoyez le "
                "formulaire. Si elles le sont, renvoyez-le sans ces documents.",
                en="If their data are not confidential, tick the box and send the form again. If "
                "they are, send it without these documents.",
            ),
        ),
        check=_undeclared,
    ),
    Rule(
        code="ZF440",
        severity=Severity.WARNING,
        about=About.REQUEST,
        requires=(NO_PSR, ASSISTANCE_WITHOUT_PSR, NO_LOGS, ASSISTANCE_WITHOUT_LOGS),
        wording=Wording(
            title=Text(fr="Pièce annoncée, non reçue", en="File announced but not received"),
            message=Text(
                fr="« {label} » est coché, mais rien de tel n'est arrivé.",
                en="“{label}” is ticked, but nothing of the kind came.",
            ),
            why=charter.TOGETHER,
            remedy=_TOGETHER,
        ),
        check=_asked(_announced_missing),
    ),
    Rule(
        code="ZF441",
        severity=Severity.INFO,
        about=About.REQUEST,
        wording=Wording(
            title=Text(fr="Pièce reçue, non annoncée", en="File received but not announced"),
            message=Text(
                fr="Fichiers reçus que « {label} » n'annonçait pas : {count}.",
                en="Files that came and that “{label}” did not announce: {count}.",
            ),
            why=charter.TOGETHER,
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=on_request(_not_announced),
    ),
    Rule(
        code="ZF442",
        severity=Severity.WARNING,
        about=About.REQUEST,
        wording=Wording(
            title=Text(fr="Fichier nommé, non reçu", en="File named but not received"),
            message=Text(
                fr="Le formulaire nomme « {name} », qui n'est pas parmi les fichiers reçus.",
                en="The form names “{name}”, which is not among the files received.",
            ),
            why=charter.TOGETHER,
            remedy=_TOGETHER,
        ),
        check=on_request(_names_missing),
    ),
    Rule(
        code="ZF443",
        severity=Severity.INFO,
        about=About.REQUEST,
        wording=Wording(
            title=Text(fr="Même fichier deux fois", en="Same file twice"),
            message=Text(
                fr="« {second} » a le même contenu que « {first} ».",
                en="“{second}” has the same content as “{first}”.",
            ),
            why=charter.PRECISE,
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_twice,
    ),
)

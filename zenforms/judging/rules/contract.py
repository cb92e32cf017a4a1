"""ZF31x: what the client asks, and what the contracts in the register say."""

from collections.abc import Iterable, Iterator

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.contract import asked_of, coverage_of, flat_operations_in
from zenforms.judging.coverage import (
    CONFIRM_COMPETENCE,
    Coverage,
    CoveredBy,
    Gap,
    Matter,
    Then,
    matter_of,
    reason_of,
)
from zenforms.judging.request import Mode, Request
from zenforms.judging.rules.channel import REFUSED
from zenforms.judging.rules.formats import BAD_EMAIL
from zenforms.judging.rules.rule import About, Found, Need, Rule, on_request, when
from zenforms.judging.text import mentions, words
from zenforms.language import Text
from zenforms.reading.submission import Channel

NO_CONTRACT = "ZF310"
_REGISTER = frozenset({Need.REGISTER})


def _no_contract(case: Case, request: Request) -> Iterable[Found]:
    asks = request.mode is Mode.TMA and case.channel is Channel.FORM
    if not asks or case.client is None or case.has_tma:
        return ()
    return (Found("mode", {"client": case.client.name}, charter.MODE),)


def _ask_agreement(case: Case) -> Iterable[Found]:
    coverage, client = coverage_of(case), case.client
    if coverage is None or coverage.then is not Then.ASK_AGREEMENT:
        return ()
    if coverage.gap is None or client is None:
        return ()
    reason = case.desk.policy.words.put(reason_of(coverage.gap, client))
    return when(case.answer("mode").is_given, Found("mode", {"reason": reason}))


def _service(case: Case, request: Request) -> Iterable[Found]:
    if not request.wants_service or case.client is None or case.has_tma:
        return ()
    return (Found("tma_service", {"service": case.spoken("tma_service")}),)


def _not_covered(case: Case, *gaps: Gap) -> Iterable[Found]:
    coverage = coverage_of(case)
    if coverage is None or coverage.then is not Then.ACCEPT or coverage.gap not in gaps:
        return ()
    is_told = coverage.covered_by is CoveredBy.NOT_COVERED
    return when(is_told, Found("domain", {"reason": coverage.reason}))


def _no_subscription(case: Case) -> Iterable[Found]:
    return _not_covered(case, Gap.LAPSED, Gap.NOT_BEGUN, Gap.NO_SUBSCRIPTION)


def _other_domain(case: Case) -> Iterable[Found]:
    return _not_covered(case, Gap.DOMAIN, Gap.EVOLUTION)


def _none_named(case: Case) -> Iterable[Found]:
    return _not_covered(case, Gap.NOT_NAMED)


def _covered_by_quote(case: Case) -> Iterable[Found]:
    coverage = coverage_of(case)
    covers = coverage is not None and coverage.gap is None
    return when(covers and matter_of(asked_of(case)) is Matter.QUOTED, Found("domain"))


def _confirmations(case: Case, *, competence: bool) -> Iterator[Found]:
    coverage: Coverage | None = coverage_of(case)
    for what in coverage.confirm if coverage else ():
        if (what is CONFIRM_COMPETENCE) is competence:
            yield Found("domain", {"what": what})


def _competence(case: Case) -> Iterable[Found]:
    return _confirmations(case, competence=True)


def _to_confirm(case: Case) -> Iterable[Found]:
    return _confirmations(case, competence=False)


def _no_hours(case: Case) -> Iterable[Found]:
    coverage, client = coverage_of(case), case.client
    if coverage is None or client is None or client.tma_hours is None:
        return ()
    uses = coverage.covered_by is CoveredBy.TMA
    hours = f"{client.tma_hours:g}"
    said = Text(fr=hours.replace(".", ","), en=hours)
    return when(uses and client.tma_hours <= 0, Found(None, {"hours": said}))


def _flat(case: Case) -> Iterable[Found]:
    coverage = coverage_of(case)
    if coverage is None or coverage.covered_by is not CoveredBy.TMA:
        return ()
    return [Found(None, {"operation": o.label}) for o in flat_operations_in(case)]


def _licence(case: Case) -> Iterable[Found]:
    client = case.client
    if client is None or not client.licences or case.request is None:
        return ()
    held = {tuple(words(licence)) for licence in client.licences}
    return [
        Found("domain", {"part": product, "client": client.name})
        for product in case.desk.policy.products
        if tuple(words(product)) not in held and mentions(case.story, product)
    ]


def _not_of_record(case: Case, request: Request) -> Iterable[Found]:
    client, email = case.client, (request.email or "").strip().casefold()
    if client is None or not client.contacts or not email:
        return ()
    known = {contact.casefold() for contact in client.contacts}
    return when(email not in known, Found("email", {"client": client.name}))


_DECIDE = Text(
    fr="Décidez : devis, geste commercial, ou explication au client.",
    en="Decide: a quote, a gesture, or an explanation to the client.",
)

RULES = (
    Rule(
        code=NO_CONTRACT,
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(
                fr="TMA demandée sans contrat actif", en="TMA asked for, no active contract"
            ),
            message=Text(
                fr="La TMA est demandée, mais {client} n'a pas de contrat de TMA actif ce jour : "
                "la demande est jugée hors TMA.",
                en="TMA is asked for, but {client} has no active TMA contract today: the request "
                "is judged without TMA.",
            ),
            why=charter.MODE,
            remedy=Text(
                fr="Vérifiez les dates du contrat dans le registre.",
                en="Check the dates of the contract in the register.",
            ),
        ),
        check=on_request(_no_contract),
    ),
    Rule(
        code="ZF311",
        severity=Severity.ERROR,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Accord pour la TMA à donner", en="Agreement to use TMA needed"),
            message=Text(
                fr="« Hors TMA » est coché, mais seul votre contrat de TMA couvre cette demande. "
                "{reason}",
                en="“Without TMA” is ticked, but only your TMA contract covers this request. "
                "{reason}",
            ),
            why=charter.COVERED,
            remedy=Text(
                fr="Si vous acceptez que le temps passé soit décompté de vos heures, cochez « TMA "
                "» et renvoyez le formulaire. Sinon, dites-nous si le domaine concerné est un "
                "autre.",
                en="If you agree that the time spent is taken from your hours, tick “TMA” and send "
                "the form again. If not, tell us whether the domain concerned is another one.",
            ),
        ),
        check=_ask_agreement,
    ),
    Rule(
        code="ZF312",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Prestation réservée à la TMA", en="Service reserved to TMA"),
            message=Text(
                fr="La prestation « {service} » n'est comprise que dans un contrat de TMA.",
                en="The service “{service}” is part of a TMA contract only.",
            ),
            why=charter.TMA_SERVICES,
            remedy=Text(
                fr="Proposez un contrat de TMA ou un devis.",
                en="Offer a TMA contract or a quote.",
            ),
        ),
        check=on_request(_service),
    ),
    Rule(
        code="ZF313",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Domaine non couvert", en="Domain not covered"),
            message=Text(fr="{reason}", en="{reason}"),
            why=charter.COVERED,
            remedy=_DECIDE,
        ),
        check=_other_domain,
    ),
    Rule(
        code="ZF320",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Sans abonnement ce jour", en="No subscription on that day"),
            message=Text(fr="{reason}", en="{reason}"),
            why=charter.SUBSCRIPTION,
            remedy=Text(
                fr="Vérifiez le contrat dans le registre ; s'il a bien pris fin, proposez son "
                "renouvellement ou un devis.",
                en="Check the contract in the register; if it did end, offer to renew it, or a "
                "quote.",
            ),
        ),
        check=_no_subscription,
    ),
    Rule(
        code="ZF321",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Développement couvert, non nommé", en="Covered development not named"),
            message=Text(fr="{reason}", en="{reason}"),
            why=charter.COVERED,
            remedy=Text(
                fr="Demandez au client duquel il s'agit avant de décider.",
                en="Ask the client which one it is before you decide.",
            ),
        ),
        check=_none_named,
    ),
    Rule(
        code="ZF322",
        severity=Severity.INFO,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Correction comprise dans le devis", en="Correction included in quote"),
            message=Text(
                fr="La demande nomme un développement dont le devis inclut la correction : elle "
                "est couverte.",
                en="The request names a development whose quote includes correction: it is "
                "covered.",
            ),
            why=charter.COVERED,
            remedy=Text(
                fr="Vérifiez que c'est bien ce développement.",
                en="Check that it is that development.",
            ),
        ),
        check=_covered_by_quote,
    ),
    Rule(
        code="ZF314",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Compétence à confirmer", en="Competence to be confirmed"),
            message=Text(fr="{what}", en="{what}"),
            why=charter.COMPETENCE,
            remedy=Text(
                fr="Confirmez, ou orientez le client vers le bon prestataire.",
                en="Confirm it, or point the client to the right provider.",
            ),
        ),
        check=_competence,
    ),
    Rule(
        code="ZF315",
        severity=Severity.INFO,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Prise en charge à confirmer", en="Coverage to be confirmed"),
            message=Text(fr="{what}", en="{what}"),
            why=charter.COVERED,
            remedy=Text(
                fr="Notez votre décision sur le ticket.",
                en="Write your decision on the ticket.",
            ),
        ),
        check=_to_confirm,
    ),
    Rule(
        code="ZF316",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_REGISTER,
        requires=(REFUSED,),
        wording=Wording(
            title=Text(fr="Heures de TMA épuisées", en="TMA hours used up"),
            message=Text(
                fr="Il reste {hours} h au contrat de TMA d'après le registre.",
                en="{hours} h are left on the TMA contract according to the register.",
            ),
            why=charter.CHARGED,
            remedy=Text(
                fr="Prévenez le client avant de passer du temps.",
                en="Tell the client before spending time.",
            ),
        ),
        check=_no_hours,
    ),
    Rule(
        code="ZF317",
        severity=Severity.INFO,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Décompte forfaitaire", en="Flat rate"),
            message=Text(
                fr="« {operation} » donne lieu à un décompte forfaitaire.",
                en="“{operation}” is charged at a flat rate.",
            ),
            why=charter.FLAT,
            remedy=Text(
                fr="Rappelez le forfait au client en accusant réception.",
                en="Remind the client of the flat rate when you acknowledge receipt.",
            ),
        ),
        check=_flat,
    ),
    Rule(
        code="ZF318",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_REGISTER,
        wording=Wording(
            title=Text(fr="Élément sans licence connue", en="Part without a known licence"),
            message=Text(
                fr="La demande parle de « {part} » ; le registre n'en connaît pas de licence "
                "pour {client}.",
                en="The request mentions “{part}”; the register knows no licence of it for "
                "{client}.",
            ),
            why=charter.LICENCES,
            remedy=Text(
                fr="Vérifiez si c'est bien l'élément en cause, et la licence.",
                en="Check whether it is the part concerned, and the licence.",
            ),
        ),
        check=_licence,
    ),
    Rule(
        code="ZF319",
        severity=Severity.INFO,
        about=About.REQUEST,
        needs=_REGISTER,
        requires=(BAD_EMAIL,),
        wording=Wording(
            title=Text(fr="Pas un référent", en="Not a contact of record"),
            message=Text(
                fr="L'adresse de contact n'est pas celle d'un référent ({client}).",
                en="The contact address is not that of a contact of record of {client}.",
            ),
            why=Text(
                fr="Chaque client désigne au moins un référent pour ses demandes.",
                en="Each client names at least one contact for its requests.",
            ),
            remedy=Text(
                fr="Mettez le référent en copie, ou ajoutez l'adresse au registre.",
                en="Copy the contact of record, or add the address to the register.",
            ),
        ),
        check=on_request(_not_of_record),
    ),
)

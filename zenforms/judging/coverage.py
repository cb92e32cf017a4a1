"""What pays for a request: contract, mode, kind, domain and channel in, one answer out.

Two tables hold the whole decision. `COVERS` says which contracts cover a matter by themselves;
`DECISIONS` says what follows from that, from the TMA contract and from the channel. Every
combination has exactly one answer, which a test shows by trying them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from zenforms.judging import charter
from zenforms.judging.dates import spoken_day
from zenforms.judging.policy import Client
from zenforms.judging.request import Domain, Mode, RequestType
from zenforms.language import Lang, Text
from zenforms.reading.submission import Channel
from zenforms.words import Words


class CoveredBy(StrEnum):
    """What covers a request."""

    SUBSCRIPTION = "subscription"
    WARRANTY = "warranty"
    TMA = "tma"
    NOT_COVERED = "not_covered"


class Then(StrEnum):
    """What the desk does with it."""

    ACCEPT = "accept"
    ASK_AGREEMENT = "ask_agreement"
    """Only TMA would cover it, and the client did not ask for TMA: hours are not spent unasked."""
    REFUSE = "refuse"


class Matter(StrEnum):
    """What a request is about, as far as contracts care."""

    SOFTWARE = "software"
    """The suite under licence; also what the client cannot tell."""
    QUOTED = "quoted"
    """A development whose quote includes correction."""
    PROJECT = "project"
    """Settings, scripts, templates and developments made for the client."""
    BEYOND = "beyond"
    """A TMA service, or something outside the suite."""


class Gap(StrEnum):
    """Why no contract but TMA covers a request."""

    LAPSED = "lapsed"
    NOT_BEGUN = "not_begun"
    NO_SUBSCRIPTION = "no_subscription"
    SERVICE = "service"
    DOMAIN = "domain"
    NOT_NAMED = "not_named"
    """Some of the client's developments include correction, and the request names none of them."""
    EVOLUTION = "evolution"
    """Its quote includes the correction of a development, not its evolution."""


class Tma(StrEnum):
    """The TMA contract on the day of receipt."""

    NONE = "none"
    KEPT = "kept"
    """Active, but the client did not ask for it."""
    USED = "used"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the client asks, as far as contracts care. None is not answered."""

    channel: Channel = Channel.FORM
    mode: Mode | None = None
    type: RequestType | None = None
    domain: Domain | None = None
    wants_service: bool = False
    names_quoted: bool = False
    """Whether a development whose quote includes correction is named in the text."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The answer, with the sentence that says why and the charter's own."""

    covered_by: CoveredBy
    then: Then
    reason: Text
    charter: Text
    confirm: tuple[Text, ...] = ()
    """What staff must confirm, because only they can."""
    gap: Gap | None = None
    """Why no contract but TMA covers it; None when one does."""

    def in_words(self, words: Words) -> "Coverage":
        """The same in the words of a desk."""
        reason, sentence = words.put(self.reason), words.put(self.charter)
        return replace(self, reason=reason, charter=sentence)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the decision table; each column lists the values that it takes."""

    form: frozenset[bool]
    tma: frozenset[Tma]
    basis: frozenset[CoveredBy]
    coverage: Coverage

    def fits(self, *, form: bool, tma: Tma, basis: CoveredBy) -> bool:
        """Whether the line is about this combination."""
        return form in self.form and tma in self.tma and basis in self.basis


WARRANTY_SCOPE = Text(
    fr="La garantie de trois mois après la mise en service couvre aussi le paramétrage, les "
    "scripts, les {templates} et les programmes spécifiques.",
    en="The warranty of three months after the go-live also covers settings, scripts, "
    "{templates} and specific programs.",
)

_SUB, _WAR, _TMA, _NOT = CoveredBy

COVERS: Mapping[tuple[Matter, bool], tuple[CoveredBy, ...]] = {
    # (matter, whether something is to be put right rather than added): who covers it, in order
    (Matter.SOFTWARE, True): (_SUB, _WAR),
    (Matter.SOFTWARE, False): (_SUB,),
    (Matter.QUOTED, True): (_SUB, _WAR),
    (Matter.QUOTED, False): (),
    (Matter.PROJECT, True): (_WAR,),
    (Matter.PROJECT, False): (),
    (Matter.BEYOND, True): (),
    (Matter.BEYOND, False): (),
}

_ANY_BASIS = frozenset({_SUB, _WAR, _NOT})
_FORM, _OTHER = frozenset({True}), frozenset({False})
_NO_TMA, _UNUSED = frozenset({Tma.NONE}), frozenset({Tma.NONE, Tma.KEPT})
_KEPT, _USED = frozenset({Tma.KEPT}), frozenset({Tma.USED})


def _answer(covered_by: CoveredBy, then: Then, reason: Text, charter_: Text) -> Coverage:
    return Coverage(covered_by, then, reason, charter_)


DECISIONS = (
    Row(
        _OTHER,
        _UNUSED,
        _ANY_BASIS,
        _answer(
            _NOT,
            Then.REFUSE,
            Text(
                fr="Courriel ou téléphone, sans contrat de TMA actif.",
                en="E-mail or telephone, without an active TMA contract.",
            ),
            charter.NOT_HANDLED,
        ),
    ),
    Row(
        _OTHER,
        _USED,
        _ANY_BASIS,
        _answer(
            _TMA,
            Then.ACCEPT,
            Text(
                fr="Courriel ou téléphone, avec un contrat de TMA actif.",
                en="E-mail or telephone, with an active TMA contract.",
            ),
            charter.CHARGED,
        ),
    ),
    Row(
        _FORM,
        _USED,
        _ANY_BASIS,
        _answer(
            _TMA,
            Then.ACCEPT,
            Text(
                fr="TMA demandée, contrat actif.",
                en="TMA asked for, contract active.",
            ),
            charter.TMA_SCOPE,
        ),
    ),
    Row(
        _FORM,
        _UNUSED,
        frozenset({_SUB}),
        _answer(
            _SUB,
            Then.ACCEPT,
            Text(
                fr="Élément sous licence, abonnement aux mises à jour actif.",
                en="Part under licence, subscription to updates active.",
            ),
            charter.SUBSCRIPTION,
        ),
    ),
    Row(
        _FORM,
        _UNUSED,
        frozenset({_WAR}),
        _answer(
            _WAR,
            Then.ACCEPT,
            Text(
                fr="Garantie en cours après la mise en service.",
                en="Warranty running after the go-live.",
            ),
            WARRANTY_SCOPE,
        ),
    ),
    Row(
        _FORM,
        _KEPT,
        frozenset({_NOT}),
        _answer(
            _NOT,
            Then.ASK_AGREEMENT,
            Text(
                fr="Seule la TMA couvrirait cette demande, et elle n'est pas demandée.",
                en="Only TMA would cover this request, and it is not asked for.",
            ),
            charter.COVERED,
        ),
    ),
    Row(
        _FORM,
        _NO_TMA,
        frozenset({_NOT}),
        _answer(
            _NOT,
            Then.ACCEPT,
            Text(
                fr="Aucun contrat du client ne couvre cette demande.",
                en="No contract of the client covers this request.",
            ),
            charter.COVERED,
        ),
    ),
)


def cover(client: Client, day: date, asked: Asked) -> Coverage:
    """What covers the request of `client` on the day of receipt."""
    tma, basis = tma_of(client, day, asked), basis_of(client, day, asked)
    is_form = asked.channel is Channel.FORM
    row = next(r for r in DECISIONS if r.fits(form=is_form, tma=tma, basis=basis))
    gap = None if basis is not CoveredBy.NOT_COVERED else gap_of(client, day, asked)
    coverage = _with_its_reason(row.coverage, gap, client)
    return _confirmed_by_staff(coverage, client, asked)


def gap_of(client: Client, day: date, asked: Asked) -> Gap:
    """Why none of the client's contracts but TMA covers the matter; asked when none does."""
    matter, is_repair = matter_of(asked), asked.type is not RequestType.EVOLUTION
    if matter is Matter.BEYOND:
        return Gap.SERVICE if asked.wants_service else Gap.DOMAIN
    if matter is Matter.PROJECT:
        is_development = asked.domain is Domain.DEVELOPMENT
        return Gap.NOT_NAMED if is_development and client.covered_developments else Gap.DOMAIN
    if matter is Matter.QUOTED and not is_repair:
        return Gap.EVOLUTION
    return subscription_gap(client, day)


def subscription_gap(client: Client, day: date) -> Gap:
    """Why the client has no subscription on `day`."""
    if client.subscription_until is not None and client.subscription_until < day:
        return Gap.LAPSED
    return Gap.NO_SUBSCRIPTION if client.subscription_from is None else Gap.NOT_BEGUN


def _with_its_reason(coverage: Coverage, gap: Gap | None, client: Client) -> Coverage:
    """The true reason instead of “nothing covers it”; a refusal for its channel has its own."""
    is_for_want = coverage.covered_by is CoveredBy.NOT_COVERED and coverage.then is not Then.REFUSE
    if gap is None or not is_for_want:
        return replace(coverage, gap=gap)
    why = reason_of(gap, client)
    if coverage.then is Then.ASK_AGREEMENT:
        more = coverage.reason
        why = Text(fr=f"{why.fr} {more.fr}", en=f"{why.en} {more.en}")
    return replace(coverage, gap=gap, reason=why)


def reason_of(gap: Gap, client: Client) -> Text:
    """The sentence that says why, as client and staff are told it."""
    edges = {Gap.LAPSED: client.subscription_until, Gap.NOT_BEGUN: client.subscription_from}
    edge, said = edges.get(gap), _REASONS[gap]
    if edge is None:
        return said
    words = {"day": spoken_day(edge)}
    return Text(fr=said.fill(Lang.FR, words), en=said.fill(Lang.EN, words))


_REASONS: Mapping[Gap, Text] = {
    Gap.LAPSED: Text(
        fr="L'abonnement aux mises à jour a pris fin le {day}.",
        en="The subscription to updates ended on {day}.",
    ),
    Gap.NOT_BEGUN: Text(
        fr="L'abonnement aux mises à jour ne commence que le {day}.",
        en="The subscription to updates only begins on {day}.",
    ),
    Gap.NO_SUBSCRIPTION: Text(
        fr="Notre registre ne connaît pas d'abonnement aux mises à jour.",
        en="Our register knows no subscription to updates.",
    ),
    Gap.SERVICE: Text(
        fr="La prestation demandée est réservée aux contrats de TMA.",
        en="The service asked for is reserved to TMA contracts.",
    ),
    Gap.DOMAIN: Text(
        fr="L'abonnement aux mises à jour porte uniquement sur les licences : il ne couvre pas le "
        "domaine concerné.",
        en="The subscription to updates covers licences only, not the domain concerned.",
    ),
    Gap.NOT_NAMED: Text(
        fr="Le devis de certains développements inclut la correction, mais la demande ne nomme "
        "aucun d'eux.",
        en="The quote of some developments includes correction, but the request names none of "
        "them.",
    ),
    Gap.EVOLUTION: Text(
        fr="Le devis de ce développement inclut sa correction, pas son évolution.",
        en="The quote of this development includes its correction, not its evolution.",
    ),
}


def tma_of(client: Client, day: date, asked: Asked) -> Tma:
    """The tick asks, the register decides; mail and telephone cannot but use the contract."""
    if not client.has_tma_on(day):
        return Tma.NONE
    is_used = asked.mode is Mode.TMA or asked.channel is not Channel.FORM
    return Tma.USED if is_used else Tma.KEPT


def basis_of(client: Client, day: date, asked: Asked) -> CoveredBy:
    """Which contract covers the matter without TMA."""
    active = {
        CoveredBy.SUBSCRIPTION: client.has_subscription_on(day),
        CoveredBy.WARRANTY: client.has_warranty_on(day),
    }
    is_repair = asked.type is not RequestType.EVOLUTION
    covering = COVERS[matter_of(asked), is_repair]
    return next((c for c in covering if active[c]), CoveredBy.NOT_COVERED)


def matter_of(asked: Asked) -> Matter:
    """What the request is about, as far as contracts care."""
    if asked.wants_service or asked.domain is Domain.OTHER:
        return Matter.BEYOND
    if asked.domain in {None, Domain.SUITE, Domain.UNKNOWN}:
        return Matter.SOFTWARE
    if asked.names_quoted and asked.domain is not Domain.SETTINGS:
        return Matter.QUOTED
    return Matter.PROJECT


def _confirmed_by_staff(coverage: Coverage, client: Client, asked: Asked) -> Coverage:
    reasons = []
    if coverage.covered_by is CoveredBy.TMA and asked.domain is Domain.OTHER:
        reasons.append(CONFIRM_COMPETENCE)
    if coverage.covered_by is not CoveredBy.TMA and asked.domain is Domain.UNKNOWN:
        reasons.append(CONFIRM_CAUSE)
    is_unnamed = asked.domain is Domain.DEVELOPMENT and not asked.names_quoted
    if is_unnamed and client.covered_developments:
        reasons.append(CONFIRM_DEVELOPMENT)
    return replace(coverage, confirm=tuple(reasons))


CONFIRM_COMPETENCE = Text(
    fr="Ce domaine est hors de la suite : confirmez qu'il est de la compétence du support.",
    en="This domain is outside the suite: confirm that it is within the competence of support.",
)
CONFIRM_CAUSE = Text(
    fr="Le client ne sait pas ce qui est en cause : confirmez la prise en charge une fois la "
    "cause connue.",
    en="The client does not know what is concerned: confirm the coverage once the cause is known.",
)
CONFIRM_DEVELOPMENT = Text(
    fr="Certains développements du client incluent la correction : vérifiez si c'est l'un d'eux.",
    en="Some of the client's developments include correction: check whether it is one of them.",
)

"""Forms on which the contracts decide: what covers them, what staff must confirm, what is due."""

from collections.abc import Iterator, Mapping

from tests.samples.forms import SMALL, assistance, saved, saved_on, told
from tests.viewers.answers import Values
from tests.viewers.blank import key, sealed_blank
from tests.viewers.engines.catalog import engine
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, Sample, written
from zenforms.form.branding import FormClient

NAMES = {
    "EXEMPLE": "Société Exemple",
    "MODELE": "Ateliers Modèle",
    "NEUVILLE": "Mairie de Neuville-l'Exemple",
    "ANCIEN": "Comptoir d'Autrefois & Cie",
}
_CONTACTS: Mapping[str, Values] = {
    "EXEMPLE": {},
    "MODELE": {"contact_name": "Sacha Modèle", "email": "sacha.modele@ateliers.example"},
    "NEUVILLE": {"contact_name": "François d’Exemple", "email": "accueil@neuville.example"},
    "ANCIEN": {"contact_name": "La direction", "email": "direction@comptoir.example"},
}
_NO_TMA = {"mode": "no_tma"}
_DUE = {
    "registration": {"day": "2026-05-13"},
    "first_qualification": {"day": "2026-05-18"},
    "final_qualification": {"day": "2026-05-21"},
}
"""From Tuesday 12 May 2026: Ascension on the 14th, the desk is closed on the 15th."""
_NOTHING_DUE = dict.fromkeys(_DUE)

Ticket = Mapping[str, object]


def samples() -> Iterator[Sample]:
    """One for each answer that coverage has, and for each word to staff."""
    yield from _covered()
    yield from _to_confirm()
    yield from _of_tma()
    yield _former_name()


def _covered() -> Iterator[Sample]:
    yield _sample(
        "suggestion",
        "A suggestion needs no evidence; the subscription covers the suite, and nothing is due.",
        "MODELE",
        assistance(type="evolution", summary="Trier les modèles par date", **_NO_TMA),
        ticket=_covered_by("subscription", dates=_NOTHING_DUE),
    )
    yield _sample(
        "warranty",
        "Settings are covered by the warranty that follows a go-live.",
        "NEUVILLE",
        assistance(domain="settings", **_NO_TMA),
        *ASSISTANCE_CODES,
        ticket=_covered_by("warranty", dates=_NOTHING_DUE),
    )
    yield _sample(
        "not-covered",
        "A script, and the client has the subscription alone: staff decide.",
        "MODELE",
        assistance(domain="script", **_NO_TMA),
        "ZF313",
        *ASSISTANCE_CODES,
        ticket=_covered_by("not_covered", decompte=[], dates=_NOTHING_DUE),
    )
    yield _sample(
        "tma-expired",
        "TMA and one of its services are asked for, but both contracts ended last year.",
        "ANCIEN",
        assistance(tma_service="feasibility"),
        "ZF310",
        "ZF312",
        ticket=_covered_by("not_covered", decompte=[], dates=_NOTHING_DUE),
    )


def _to_confirm() -> Iterator[Sample]:
    yield _sample(
        "domain-unknown",
        "“I do not know”: covered as the suite is, to be confirmed once the cause is known.",
        "MODELE",
        assistance(domain="unknown", service_involved="yes", service_name="ZenExport", **_NO_TMA),
        "ZF315",
        *ASSISTANCE_CODES,
        "ZF404",  # a service, and no logs
        ticket=_covered_by("subscription"),
    )
    yield _sample(
        "quoted-development",
        "A specific development whose quote includes correction, named in the text.",
        "EXEMPLE",
        assistance(domain="development", summary="L’export comptable oublie le libellé", **_NO_TMA),
        "ZF322",
        *ASSISTANCE_CODES,
        ticket=_covered_by("subscription", dates=_NOTHING_DUE),
    )
    yield _sample(
        "beyond-the-suite",
        "TMA and a matter outside the suite: staff confirm that it is within their competence.",
        "EXEMPLE",
        assistance(domain="other", summary="La messagerie du bureau refuse les pièces jointes"),
        "ZF314",
        *ASSISTANCE_CODES,
        ticket=_covered_by("tma", dates=_DUE),
    )


def _of_tma() -> Iterator[Sample]:
    yield _sample(
        "tma-flat-rate",
        "A TMA service that the desk charges at a flat rate.",
        "EXEMPLE",
        assistance(tma_service="test_environment", summary="Un environnement pour la version 12.3"),
        "ZF317",
        ticket=_covered_by("tma", decompte=[{"charge": "flat"}], dates=_DUE),
    )


def _former_name() -> Sample:
    typed = assistance()
    former = FormClient("EXEMPLE", "Exemple et Fils")
    return Sample(
        name="accepted-former-name",
        about="A form that was made when the client had another name.",
        make=written(lambda: saved_on(sealed_blank(former, key()), typed)),
        codes=("ZF506", *ASSISTANCE_CODES),
        request=told(typed, former.name),
        saved_by=engine(SMALL).version(),
        more={"ticket": {"client": {"id": "EXEMPLE", "name": "Société Exemple"}}},
    )


def _sample(
    case: str, about: str, client: str, asked: Values, *codes: str, ticket: Ticket | None = None
) -> Sample:
    typed = {**asked, **_CONTACTS[client]}
    return Sample(
        name=f"accepted-{case}",
        about=about,
        make=written(lambda: saved(typed, client=client)),
        codes=codes,
        request=told(typed, NAMES[client]),
        saved_by=engine(SMALL).version(),
        more={"ticket": ticket} if ticket else {},
    )


def _covered_by(contract: str, **more: object) -> Ticket:
    return {"coverage": {"covered_by": contract}, **more}

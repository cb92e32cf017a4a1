"""Forms of the samples' desk as clients send them back, filled by the engines of real viewers."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.samples.evidence import LOG_NAME, PSR_NAME
from tests.viewers.answers import Values, answers_for
from tests.viewers.blank import FORM, blank
from tests.viewers.engines.catalog import engine
from tests.viewers.recipes.recipe import asked
from tests.viewers.typed import exported
from zenforms.form.definition import TICKED, Form

Request = Mapping[str, str | bool]

SMALL = "pdflib"
"""The engine whose files are the smallest; the samples of viewers show all the others."""

_ASSISTANCE: Values = {
    "contact_name": "Camille Exemple",
    "email": "camille.exemple@societe.example",
    "telephone": "01 99 00 56 78",
    "mode": "tma",
    "type": "assistance",
    "domain": "suite",
    "tma_service": "none",
    "urgency": "normal",
    "desk_version": "12.2",
    "summary": "Où choisir la langue des modèles d’export ?",
    "description": "Je crée un modèle dans Paramètres > Modèles, puis je l’ouvre.\n"
    "J’attends une liste des langues, comme pour les courriers.\n"
    "Je ne vois que le format et les marges.",
    "one_subject": TICKED,
}
_MALFUNCTION: Values = {
    **_ASSISTANCE,
    "type": "malfunction",
    "urgency": "high",
    "workstations": "PC-COMPTA, PC-ACCUEIL",
    "reproducible": "yes",
    "service_involved": "yes",
    "service_name": "ZenExport",
    "summary": "L’export des factures en PDF coupe la colonne « Montant TTC »",
    "description": "1. J’ouvre le Desk, je choisis Factures et je coche les 12 de mai.\n"
    "2. Je clique sur Exporter en PDF, modèle « Factures détaillées ».\n"
    "J’attends toutes les colonnes dans la page.\n"
    "La colonne « Montant TTC » est coupée à droite, sur chaque page.",
    "psr_attached": TICKED,
    "psr_files": PSR_NAME,
    "logs_attached": TICKED,
    "logs_files": LOG_NAME,
}


def assistance(**changes: str | None) -> Values:
    """A complete *Assistance* of Société Exemple, with these answers changed."""
    return {**_ASSISTANCE, **changes}


def malfunction(**changes: str | None) -> Values:
    """A complete *Dysfonctionnement apparent* that a service has its part in."""
    return {**_MALFUNCTION, **changes}


def saved(values: Values, *, client: str = "EXEMPLE", form: Form = FORM, by: str = SMALL) -> bytes:
    """The form of that client with `values`, as the engine called `by` saves it."""
    return saved_on(blank(client, form=form), values, form=form, by=by)


def saved_on(pdf: bytes, values: Values, *, form: Form = FORM, by: str = SMALL) -> bytes:
    """The form `pdf` with `values`, which may be only some of its answers."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.pdf"), Path(folder, "target.pdf")
        source.write_bytes(pdf)
        engine(by).fill(source, answers_for(source, exported(values, form=form)), target)
        return target.read_bytes()


def told(values: Values, client: str = "Société Exemple") -> Request:
    """The request that must be read from a form with `values`."""
    return asked(values, client)

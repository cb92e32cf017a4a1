"""What people type: complete requests that hold the whole French repertoire.

Values are said by code, as rules and tickets say them; a driver needs what the PDF stores.
"""

from collections.abc import Mapping

from tests.viewers.answers import Values
from tests.viewers.blank import FORM
from zenforms.form.definition import (
    TICKED,
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    RadioField,
    export_value,
)
from zenforms.language import Lang

REPERTOIRE = "à â ç é è ê ë î ï ô ù û ü ÿ œ Œ æ Æ À É € “ ” ‘ ’ « » – — …"
EMOJI = "🙂"

DESCRIPTION = f"""\
Bonjour,

Depuis la mise à jour de mardi, je ne retrouve plus la façon d’exporter les factures d’un \
dossier « Cœur de ville » au format attendu par notre comptabilité – celui avec les montants \
en € et les libellés entiers…

Ce que je fais :
1. J’ouvre le Desk, je choisis l’espace « Œuvres & bâtiments », puis le dossier n° 2026-041.
2. Dans l’onglet “Pièces”, je coche les 12 factures reçues de l’Été à Noël.
3. Je clique sur Exporter > Tableur, et je garde les réglages proposés : séparateur ‘;’, \
encodage UTF-8.

Ce que j’attends :
Un fichier où chaque ligne porte la date, le fournisseur, le montant TTC et le taux. Avant, \
nous l’obtenions en deux clics, sans rien régler.

Ce qui se passe :
Le fichier est bien créé, mais la colonne “Fournisseur” n’y est pas, et les montants de plus \
de 1 000 € sont coupés en deux colonnes (1 | 000,00 au lieu de 1 000,00). Nos collègues de \
Saint-Haÿ-l’Exemple et de Kœnigs-l’Exemple ont la même chose — leur poste est pourtant neuf. \
Le dossier ex æquo, lui, s’exporte bien : ÆGIS, GROSŒUVRE et L’ÂTRE À BOIS y sont tous trois.

Faut-il régler le modèle d’export, et où ? J’ai cherché dans Paramètres > Modèles, mais la \
différence entre « Détaillé » et « Abrégé » me reste ambigüe. Un mode d’emploi d’une page \
suffirait : il nous faut ces exports chaque fin de mois, le vendredi avant 17 h. Merci d’avance \
pour votre réponse, et bonne journée à toute l’équipe du support, de Zoé.

Caractères essayés : {REPERTOIRE}"""
"""A story of exactly 1,500 characters, with blank lines and every French character."""

_COMPLETE: Values = {
    "contact_name": "Zoé L’Exemple-Dupuÿs",
    "email": "camille.exemple@societe.example",
    "telephone": "01 99 00 56 78",
    "mode": "tma",
    "type": "assistance",
    "domain": "suite",
    "tma_service": "none",
    "urgency": "normal",
    "desk_version": "12.2",
    "workstations": "PC-ACCUEIL, PC-COMPTA (2e étage)",
    "reproducible": "yes",
    "service_involved": "no",
    "summary": "Où régler l’export « Tableur » des factures d’œuvres en € ?",
    "description": DESCRIPTION,
    "one_subject": TICKED,
}


def complete(**changes: str | None) -> Values:
    """A complete *Assistance* of the samples' first client, with these answers changed."""
    return {**_COMPLETE, **changes}


def exported(values: Values, lang: Lang = Lang.FR, *, form: Form = FORM) -> Values:
    """The same values as a PDF stores them: visible labels of combos, states of buttons."""
    return {name: _exported(_field(name, form), value, lang) for name, value in values.items()}


def requested(values: Values) -> Mapping[str, str | bool]:
    """The same values as a request says them: a ticked box is true; None stands for nothing."""
    return {
        name: True if isinstance(_field(name), CheckboxField) else value
        for name, value in values.items()
        if value is not None
    }


def _field(name: str, form: Form = FORM) -> AnyField:
    field = form.field(name)
    if field is None:
        raise KeyError(name)
    return field


def _exported(field: AnyField, value: str | None, lang: Lang) -> str | None:
    if value is None:
        return None
    if isinstance(field, CheckboxField):
        return field.state
    if isinstance(field, ChoiceField | RadioField):
        return next(export_value(field, c, lang) for c in field.choices if c.code == value)
    return value

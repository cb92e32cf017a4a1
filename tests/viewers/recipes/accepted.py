"""Complete *Assistance* requests of several clients, each saved by another engine."""

from collections.abc import Iterator

from tests.viewers.answers import Values
from tests.viewers.engines.catalog import engine
from tests.viewers.losses import BEYOND, LOSSES
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, Sample, asked, filled
from tests.viewers.typed import DESCRIPTION, EMOJI, complete

_TOWN = "Cœur de ville"  # the file that the story is about: each client has another one

_EXEMPLE = ("EXEMPLE", "Société Exemple")
_MODELE = ("MODELE", "Ateliers Modèle")
_NEUVILLE = ("NEUVILLE", "Mairie de Neuville-l'Exemple")
_CIGOGNE = ("CIGOGNE", "Imprimerie de la Cigogne")

_AT_MODELE = {
    "contact_name": "Anaïs Modèle-Le Bœuf",
    "email": "sacha.modele@ateliers.example",
    "mode": "no_tma",
}
_AT_NEUVILLE = {
    "contact_name": "François d’Exemple",
    "email": "accueil@neuville.example",
    "mode": "no_tma",
}
_AT_CIGOGNE = {"contact_name": "Noëlle Cigogne", "email": "atelier@cigogne.example"}


def samples() -> Iterator[Sample]:
    """One sample for each engine that people meet, and one for what PDFium loses."""
    yield _sample("pdfium", _EXEMPLE, {}, "Œuvre d’abord", emoji=False)
    yield _sample("pdfjs", _MODELE, _AT_MODELE, "Été à la mer ")
    yield _sample("poppler", _NEUVILLE, _AT_NEUVILLE, "Cour d’église")
    yield _sample("mupdf", _CIGOGNE, _AT_CIGOGNE, "Sœurs Exemple")
    yield _sample("pdftk", _EXEMPLE, {"domain": "unknown"}, "Nœud de route")
    yield _sample("pdfbox", _MODELE, _AT_MODELE, "Hôtel du Pâté")
    yield _sample("pdfbox-incremental", _NEUVILLE, _AT_NEUVILLE, "Forêt d’If(s)")
    yield _sample("pdflib", _CIGOGNE, _AT_CIGOGNE, "Île aux Maïs ")
    yield _sample("pypdf", _EXEMPLE, {"urgency": "high"}, "Gîte à louer…")
    yield _lossy("pdfium-keys")


def _sample(
    name: str, client: tuple[str, str], changes: Values, file: str, *, emoji: bool = True
) -> Sample:
    typed = complete(
        **{
            "description": DESCRIPTION.replace(_TOWN, file),
            "summary": f"Où régler l’export « {file} » en € ?{f' {EMOJI}' if emoji else ''}",
            **changes,
        }
    )
    program = engine(name)
    client_id, client_name = client
    return Sample(
        name=f"accepted-{name}",
        about=f"A complete request, filled and saved by {program.version()}.",
        make=filled(program, typed, client_id),
        codes=ASSISTANCE_CODES,
        request=asked(typed, client_name),
        saved_by=program.version(),
    )


def _lossy(name: str) -> Sample:
    program, loss = engine(name), LOSSES[name]
    typed = complete(summary=BEYOND)
    return Sample(
        name=f"accepted-{name}-emoji",
        about=f"An emoji is lost on the way: {loss.why}",
        make=filled(program, typed),
        codes=(*loss.codes, *ASSISTANCE_CODES),
        request=asked({**typed, "summary": loss.saved}, _EXEMPLE[1]),
        saved_by=program.version(),
    )

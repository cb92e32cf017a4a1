"""The files that clients send beside the form: recordings, logs, documents. All are invented."""

import io
from dataclasses import replace
from datetime import datetime, timedelta

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from tests.making.steps import FRENCH, LRM, Action, Program, Report, Tongue, report_zip

PSR_NAME = "Etapes export.zip"
LOG_NAME = "ZenExport.log"

DESK = Program("ZenDesk.exe", "ZenSolutions Desk", "Éditions Zen Exemple", "12.2.0.114")
_EXPLORER = Program("explorer.exe", "Explorateur Windows", "Microsoft Corporation", "10.0.22621.1")
_MORNING = datetime.fromisoformat("2026-05-11T09:57:00")
_TONGUE = replace(FRENCH, date=f"{LRM}11/{LRM}05/{LRM}2026")

_EXPORTING = (
    Action("Démarrer", "Barre des tâches", _EXPLORER),
    Action("Factures", program=DESK),
    Action("", "Recherche", program=DESK),
    Action("Exporter en PDF", program=DESK, comment="La colonne « Montant TTC » est coupée"),
)


def recording(tongue: Tongue = _TONGUE, actions: tuple[Action, ...] = _EXPORTING) -> bytes:
    """A PSR report of the day before the samples' clock, as Windows 11 saves it."""
    report = Report(tongue=tongue, actions=actions)
    return report_zip(report, name="Recording_20260511_1012.mht")


def service_log(
    service: str = "ZenExport",
    *,
    since: datetime = _MORNING,
    encoding: str = "cp1252",
    secret: str | None = None,
) -> bytes:
    """A morning in the life of a service: it starts, works, and fails once with its stack."""
    told = [
        ("INFO ", f"Service ZenSolutions {service} 12.2.0.114 démarré"),
        ("INFO ", "Paramètres lus : C:\\ZenSolutions\\Services\\export.config"),
        ("INFO ", "File d’attente vide"),
        ("INFO ", "Demande 4711 reçue de PC-COMPTA : export PDF de 12 factures"),
        ("WARN ", "Modèle « Factures détaillées » : largeur 212 mm, page 210 mm"),
        ("ERROR", "Demande 4711 : la colonne « Montant TTC » dépasse la page"),
    ]
    if secret:
        told.insert(2, ("DEBUG", f"Connexion à la base : {secret}"))
    lines = [
        f"{since + timedelta(minutes=3 * place):%Y-%m-%d %H:%M:%S},{100 + 7 * place} {level} "
        f"[{service}] {said}"
        for place, (level, said) in enumerate(told)
    ]
    lines += [
        "ZenSolutions.Export.LayoutException: colonne hors de la page",
        "   à ZenSolutions.Export.Pdf.Page.Place(Column column)",
        "   à ZenSolutions.Export.Worker.Run(Int32 request)",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def invoice() -> bytes:
    """The document that a request is about: an invoice between invented companies, as PDF."""
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=A5, invariant=1)
    canvas.setTitle("Facture 2026-041")
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(50, 540, "Fournitures Exemple")
    canvas.setFont("Helvetica", 10)
    for row, line in enumerate(("Facture 2026-041", "Papier A4, 20 ramettes", "118,00 EUR")):
        canvas.drawString(50, 500 - 24 * row, line)
    canvas.save()
    return paper.getvalue()


def screenshot(title: str = "ZenSolutions Desk") -> bytes:
    """A picture of a window, as PNG."""
    image = Image.new("RGB", (360, 200), (238, 241, 245))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 360, 24), fill=(31, 78, 121))
    draw.text((8, 6), title, fill=(255, 255, 255))
    for row in range(5):
        draw.rectangle((16, 44 + 28 * row, 300, 58 + 28 * row), fill=(205, 212, 220))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()

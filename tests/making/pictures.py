"""The pictures in docs/images/: forms drawn by PDFium, pages drawn by Chromium (`make pictures`).

Everything in them is made here and now from the samples' desk, so they show what people get. The
pictures that real viewers draw of the form are taken by `make gui`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from tests.making.mails import attachment, mail
from tests.making.steps import FRENCH, LRM, Report, report_zip
from zenforms.cli.building import form_for
from zenforms.cli.demonstration import desk_in, drop_all, drops_in, first_client, work_off
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.folders import Folder
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang

ROOT = Path(__file__).parent.parent.parent
IMAGES = ROOT / "docs" / "images"
SAMPLES = ROOT / "samples"
PRINTED = SAMPLES / "quarantined-printed-chromium" / "demande.pdf"
GAP, EDGE = 24, "#c9ced6"
LARGEST = 150_000  # bytes
COLOURS = 128

HEADERS = (
    b"From: Camille Exemple <camille.exemple@societe.example>\r\n"
    b"To: support@editions.example\r\nSubject: Impression d'une facture\r\n"
    b"Date: Tue, 12 May 2026 09:40:00 +0200\r\nMessage-ID: <1@societe.example>\r\n"
    b"MIME-Version: 1.0\r\n"
)
TODAY = replace(FRENCH, date=f"{LRM}12/{LRM}05/{LRM}2026", time="09:31:{s:02d}")
COMPLETE: Mapping[str, str | bool] = {
    "contact_name": "Camille Exemple",
    "email": "camille.exemple@societe.example",
    "telephone": "01 99 00 56 78",
    "mode": "tma",
    "type": "malfunction",
    "domain": "suite",
    "tma_service": "none",
    "urgency": "high",
    "desk_version": "12.2",
    "workstations": "PC-COMPTA-1, PC-COMPTA-2",
    "reproducible": "yes",
    "service_involved": "no",
    "summary": "Le Desk se ferme quand j’imprime une facture",
    "description": "J’ouvre le Desk, menu Ventes, puis Factures.\n"
    "Je choisis une facture de mai et je clique sur Imprimer.\n\n"
    "J’attends l’aperçu avant impression.\n\n"
    "Le Desk se ferme sans message. C’est pareil sur les deux postes.",
    "psr_attached": True,
    "psr_files": "rapport.zip",
    "one_subject": True,
}
LACKING = {**COMPLETE, "desk_version": "", "reproducible": "", "summary": "Problème"}


def make(target: Path) -> None:
    """All pictures, in `target`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened = desk_in(folder / "support", SAMPLES / "desk", Lang.FR)
        blank, filled, lacking = _forms(opened)
        _save([_page(blank, 0)], target / "formulaire-1.png")
        _save([_page(blank, 1)], target / "formulaire-2.png")
        _save([_page(filled, 0), _page(filled, 1)], target / "form.png", width=900)
        _desk_pictures(opened, folder, (filled, lacking), target)
        _html_pictures(opened, folder, lacking, target)


def _forms(opened: OpenDesk) -> tuple[bytes, bytes, bytes]:
    """A client's form: blank, complete, and with answers missing."""
    form = shipped_form("assistance-request")
    blank = form_for(first_client(opened), form, opened)
    filled, lacking = (fill_form(blank, values, form=form) for values in (COMPLETE, LACKING))
    return blank, filled, lacking


def _desk_pictures(
    opened: OpenDesk, folder: Path, forms: tuple[bytes, bytes], target: Path
) -> None:
    """What lies in the folders of a desk: correction form, letter, recording, statistics."""
    inbox = opened.root / Folder.INBOX
    recording = attachment("rapport.zip", report_zip(Report(TODAY)))
    for name, pdf, more in (("1.eml", forms[0], [recording]), ("2.eml", forms[1], [])):
        (inbox / name).write_bytes(mail(attachment("demande.pdf", pdf), *more, headers=HEADERS))
    rows = work_off(opened, Lang.FR)
    ticket, returned = (
        opened.root / next(row.place for row in rows if row.outcome is kind)
        for kind in (OutcomeKind.ACCEPTED, OutcomeKind.INCOMPLETE)
    )
    correction = (returned / "correction.pdf").read_bytes()
    _save([_page(correction, 0), _page(correction, 1)], target / "correction.png", width=900)
    _shot(ticket / "psr.html", target / "psr.png", height=1000)
    letter = folder / "lettre.html"
    letter.write_text(_html_of((returned / "reply.eml").read_bytes()), encoding="utf-8")
    _shot(letter, target / "lettre.png", height=1200)
    drop_all(drops_in(SAMPLES), inbox)
    work_off(opened, Lang.FR)
    _board(opened.root, ticket.name, target / "tableau.png")
    page = folder / "statistiques.html"
    _written(("stats", opened.root, "--format", "html"), page)
    _shot(page, target / "statistiques.png", height=620)


def _board(root: Path, number: str, target: Path) -> None:
    """The board with one request; `tests/board/install.sh` brings what drives Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - for this picture alone

    command = [sys.executable, "-m", "zenforms", "serve", str(root), "--listen", "127.0.0.1:0"]
    environment = {**os.environ, "ZENFORMS_BY": "Léa Support"}
    shot = target.with_suffix(".whole.png")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as served:
        try:
            # the address, what to do with it, and the watcher's own first word
            said = [served.stdout.readline() if served.stdout else "" for _ in range(3)]
            link = said[0].split()[-1]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox"]
                )
                page = browser.new_page(viewport={"width": 1366, "height": 768})
                page.goto(link)
                page.goto(f"{link.partition('/entrer')[0]}/demandes/{number}")
                page.screenshot(path=shot)
                browser.close()
        finally:
            served.terminate()
    _write(Image.open(shot).convert("RGB"), target)
    shot.unlink()


def _html_pictures(opened: OpenDesk, folder: Path, lacking: bytes, target: Path) -> None:
    """What commands write: the report to forward, and the page of a printed copy."""
    form, report, copy = folder / "demande.pdf", folder / "rapport.html", folder / "copie.html"
    form.write_bytes(lacking)
    _written(("validate", form.name, "--desk", opened.root, "--format", "html"), report)
    _shot(report, target / "report.png", height=726)
    shutil.copyfile(PRINTED, folder / "imprimee.pdf")
    _written(("copy", "imprimee.pdf", "-o", "-"), copy)
    _shot(copy, target / "copie.png", height=800)


def _written(command: Sequence[str | Path], target: Path) -> None:
    """What a command prints, in a file."""
    line = [sys.executable, "-m", "zenforms", *map(str, command)]
    done = subprocess.run(line, capture_output=True, check=False, cwd=target.parent)
    target.write_bytes(done.stdout)


def _html_of(letter: bytes) -> str:
    body = message_from_bytes(letter, policy=default).get_body(("html",))
    return str(body.get_content()) if body else ""


def _page(pdf: bytes, number: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    picture: Image.Image = document[number].render(scale=1.5, may_draw_forms=True).to_pil()
    return picture.convert("RGB")


def _save(pages: Sequence[Image.Image], target: Path, *, width: int = 700) -> None:
    """The pages side by side, each with a thin edge."""
    each = (width - GAP * (len(pages) - 1)) // len(pages)
    scaled = [page.resize((each, page.height * each // page.width)) for page in pages]
    whole = Image.new("RGB", (width, scaled[0].height), "white")
    for number, page in enumerate(scaled):
        framed = Image.new("RGB", page.size, EDGE)
        framed.paste(page.crop((1, 1, page.width - 1, page.height - 1)), (1, 1))
        whole.paste(framed, (number * (each + GAP), 0))
    _write(whole, target)


def _shot(page: Path, target: Path, *, height: int) -> None:
    """The upper part of a page as Chromium draws it, cut where nothing is cut through."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        message = "The pictures of pages need Chromium (Debian: apt-get install chromium)."
        raise SystemExit(message)
    options = ("--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size=760,{height}")
    shot = page.with_suffix(".png")
    command = [program, *options, f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, cwd=page.parent)
    picture = Image.open(shot).convert("RGB")
    _write(picture.crop((0, 0, picture.width, _last_gap(picture))), target)


def _last_gap(picture: Image.Image) -> int:
    """The lowest row from which a whole gap upwards is empty."""
    empty = Image.new("RGB", (picture.width, GAP // 2), picture.getpixel((0, 0)))
    for bottom in range(picture.height, GAP, -1):
        strip = picture.crop((0, bottom - GAP // 2, picture.width, bottom))
        if ImageChops.difference(strip, empty).getbbox() is None:
            return bottom
    return picture.height


def _write(picture: Image.Image, target: Path) -> None:
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    if target.stat().st_size > LARGEST:
        message = f"{target.name} is larger than {LARGEST // 1000} kB"
        raise SystemExit(message)


if __name__ == "__main__":
    make(IMAGES)

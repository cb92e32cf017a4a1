"""A whole desk with real hands, and the letters that clients answer: stories over several days."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.making.steps import Report, report_zip
from zenforms.desk.handling.app import pipeline_for
from zenforms.desk.handling.intake import take_in
from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.desk.handling.readers import Readers
from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.setup.maps import form_maps
from zenforms.desk.setup.opening import CLIENTS, Clock, OpenDesk, open_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.spool import Spool, open_spool
from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.judging.policy import Policy
from zenforms.language import Lang
from zenforms.reading.drop import read_drop
from zenforms.reading.submission import Submission

REGISTER = """
[[clients]]
id = "EX-001"
name = "Société Exemple"
mail_domains = ["client.example"]
contacts = ["anne.essai@client.example"]
subscription_from = 2020-01-01
tma_from = 2026-01-01
tma_until = 2026-12-31
tma_hours = 12.5

[[clients]]
id = "EX-002"
name = "Atelier Modèle"
mail_domains = ["modele.example"]
contacts = ["jean.test@modele.example"]
subscription_from = 2020-01-01
"""

ANSWERS: Mapping[str, str] = {
    "contact_name": "Anne Essai",
    "email": "anne.essai@client.example",
    "mode": "tma",
    "type": "malfunction",
    "domain": "suite",
    "urgency": "high",
    "desk_version": "12.1",
    "workstations": "tous",
    "reproducible": "yes",
    "summary": "L’export des factures en PDF coupe la dernière colonne",
    "description": "J’ouvre le Desk, je choisis Factures, puis Exporter en PDF.\n"
    "J’attends toutes les colonnes.\nLa colonne « Montant TTC » est coupée à droite.",
    "psr_attached": "yes",
    "one_subject": "yes",
}
PSR = report_zip(Report())


@dataclass(frozen=True, slots=True)
class Story:
    """One desk, told day by day. Moments are ISO 8601 in Paris time."""

    root: Path
    spool: Spool
    hands: Pipeline

    @property
    def opened(self) -> OpenDesk:
        """The desk as its files say now."""
        return open_desk(self.root)

    def form(self, client_id: str = "EX-001", name: str = "assistance-request") -> bytes:
        """A blank form as the client downloads it."""
        desk = self.opened.desk
        known = desk.register.client(client_id) if desk.register else None
        assert known
        assert desk.keys
        return build_form(
            shipped_form(name),
            client=FormClient(known.id, known.name),
            branding=Branding("Éditeur Exemple", "support@editeur.example"),
            key=desk.keys[0],
        )

    def receive(self, name: str, content: bytes, at: str) -> Filed:
        """A file comes in; the request that it became."""
        path = self.root / Folder.INBOX / name
        path.write_bytes(content)
        drop = claim(self.spool, path, datetime.fromisoformat(f"{at}+02:00"))
        settled = take_in(self.spool, drop, self.hands, self.opened.desk)
        filed = filed_as(self.root, settled.number)
        assert filed
        return filed

    def restarted(self) -> "Story":
        """The same desk after a new start: it knows only what its folders hold."""
        return replace(self, spool=open_spool(self.root, now=self.spool.now))


def new_story(root: Path) -> Story:
    """A desk with two clients: one with TMA, one without."""
    found_desk(root)
    (root / CLIENTS).write_text(REGISTER, encoding="utf-8")
    return story_at(root)


def story_at(root: Path) -> Story:
    """The story of a desk that is there already."""
    clock = Clock(datetime.fromisoformat("2026-05-29T10:00:00+02:00"))
    hands = replace(pipeline_for(Readers(), root, Lang.FR), read=read_here)
    return Story(root, open_spool(root, now=clock.now), hands)


def read_here(source: Source, policy: Policy) -> Submission:
    """Read a drop in this process."""
    read = read_drop(
        source.original, scratch=source.scratch, maps=form_maps(), limits=policy.limits
    )
    return replace(read, name=source.name, sha256=source.sha256)


def filled(form: bytes, answers: Mapping[str, str | None]) -> bytes:
    """A form as the client saves it."""
    return fill_form(form, answers, form=shipped_form("assistance-request"))


def mail(
    sender: str,
    subject: str,
    files: Mapping[str, bytes],
    *,
    answers: str | None = None,
    text: str = "Bonjour,\n\nVoici.",
) -> bytes:
    """A mail from a client; `answers` is the message id that it replies to."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "support@societe.example"
    message["Subject"] = subject
    digest = hashlib.sha256(repr((sender, subject, sorted(files), text)).encode()).hexdigest()
    message["Message-ID"] = f"<{digest[:20]}@client.example>"
    if answers:
        message["In-Reply-To"] = answers
    message.set_content(text)
    for name, content in files.items():
        kind = "pdf" if name.endswith(".pdf") else "octet-stream"
        message.add_attachment(content, maintype="application", subtype=kind, filename=name)
    if files:
        message.set_boundary(f"=_{digest[:20]}")
    return message.as_bytes()


def ticket_of(filed: Filed) -> dict[str, Any]:
    """The ticket's JSON."""
    assert filed.record
    values: dict[str, Any] = json.loads(filed.record.read_bytes())
    return values

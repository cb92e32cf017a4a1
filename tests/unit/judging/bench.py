"""What the judging tests build: a desk, a drop with a filled form, its verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from zenforms.findings import Problem
from zenforms.form.definition import (
    CheckboxField,
    ChoiceField,
    Form,
    RadioField,
    export_value,
)
from zenforms.form.library import shipped_form, shipped_names
from zenforms.judging.case import Case, Desk, Outcome
from zenforms.judging.judge import judge
from zenforms.judging.policy import Client, Policy, Register
from zenforms.judging.prepare import case_of
from zenforms.language import Lang
from zenforms.reading.submission import (
    Document,
    DocumentFacts,
    DropFile,
    Envelope,
    FieldKind,
    FieldValue,
    Flag,
    FormIdentity,
    Role,
    Submission,
)

RECEIVED = datetime(2026, 5, 13, 8, 30, tzinfo=UTC)
"""A Wednesday, 10:30 in Paris."""

CLIENT = Client(
    id="EX-001",
    name="Société Exemple",
    former_names=("Exemple & Fils",),
    mail_domains=("client.example",),
    contacts=("anne.essai@messagerie.test",),
    subscription_from=date(2020, 1, 1),
    tma_from=date(2026, 1, 1),
    tma_until=date(2026, 12, 31),
    tma_hours=12.5,
    licences=("Desk", "MOC"),
)
OTHER_CLIENT = Client(
    id="EX-002",
    name="Atelier Modèle",
    mail_domains=("modele.example",),
    subscription_from=date(2020, 1, 1),
)
REGISTER = Register(clients=(CLIENT, OTHER_CLIENT))

ANSWERS: Mapping[str, str] = {
    "client_name": "Société Exemple",
    "contact_name": "Anne Essai",
    "email": "anne.essai@client.example",
    "telephone": "01 99 00 12 34",
    "mode": "tma",
    "type": "assistance",
    "domain": "suite",
    "urgency": "normal",
    "desk_version": "12.2",
    "summary": "L’export des factures en PDF coupe la dernière colonne",
    "description": (
        "J’ouvre le Desk, je choisis « Factures », puis Exporter en PDF.\n"
        "J’attends un fichier avec toutes les colonnes.\n"
        "La colonne « Montant TTC » est coupée à droite."
    ),
    "one_subject": "yes",
}
"""A complete assistance request, in codes."""

HIDDEN: Mapping[str, str] = {
    "form_id": "assistance-request",
    "form_revision": "1",
    "client_id": "EX-001",
    "seal": "0" * 64,
    "channel": "form",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A form of ours as a client filled it. Answers are codes; `raw` overrides what is read."""

    answers: Mapping[str, str | None] = field(default_factory=lambda: dict(ANSWERS))
    hidden: Mapping[str, str | None] = field(default_factory=lambda: dict(HIDDEN))
    raw: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, tuple[Flag, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    actions: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    form: Form = field(default_factory=lambda: shipped_form("assistance-request"))

    def with_answers(self, **answers: str | None) -> "Filled":
        """The same form with other answers; None leaves a field empty."""
        return replace(self, answers={**self.answers, **answers})

    def with_hidden(self, **hidden: str | None) -> "Filled":
        """The same form with other hidden values."""
        return replace(self, hidden={**self.hidden, **hidden})

    def document(self, name: str = "demande.pdf") -> Document:
        """The document as reading gives it."""
        visible = tuple(self._read(field.name) for field in self.form.fields())
        hidden = tuple(
            FieldValue(n, FieldKind.TEXT, v, read_only=True, hidden=True)
            for n, v in self.hidden.items()
        )
        return Document(
            name=name,
            size=100_000,
            sha256="a" * 64,
            form=FormIdentity(self.form.form, self.form.revision),
            facts=DocumentFacts(pages=2, actions=self.actions, scripts=self.scripts),
            fields=visible + hidden,
            problems=self.problems,
        )

    def _read(self, name: str) -> FieldValue:
        flags = self.flags.get(name, ())
        kind, value = self._value(name)
        return FieldValue(name, kind, self.raw.get(name, value), flags=flags, page=1)

    def _value(self, name: str) -> tuple[FieldKind, str | None]:
        known, code = self.form.field(name), self.answers.get(name)
        if isinstance(known, CheckboxField):
            return FieldKind.CHECKBOX, known.state if code else None
        if isinstance(known, ChoiceField | RadioField):
            kind = FieldKind.RADIO if isinstance(known, RadioField) else FieldKind.CHOICE
            chosen = next((c for c in known.choices if c.code == code), None)
            return kind, export_value(known, chosen, Lang.FR) if chosen else None
        return FieldKind.TEXT, code


FILLED = Filled()


def drop_of(
    *forms: Filled, files: tuple[DropFile, ...] = (), envelope: Envelope | None = None
) -> Submission:
    """A drop with these forms and files."""
    return Submission(
        name="drop",
        sha256="1f" * 32,
        envelope=envelope or Envelope(),
        documents=tuple(form.document() for form in forms),
        files=files,
    )


def file_of(name: str, role: Role, *, size: int = 1000, sha256: str = "") -> DropFile:
    """A side file of a drop."""
    digest = sha256 or f"{abs(hash(name)):064x}"
    return DropFile(name, name, role, "application/octet-stream", size, digest)


def desk_of(policy: Policy | None = None, register: Register | None = REGISTER) -> Desk:
    """A desk with a register, and neither releases nor a key."""
    return Desk(policy=policy or Policy(), register=register)


def case_from(
    submission: Submission, *forms: Form, desk: Desk | None = None, received_at: datetime = RECEIVED
) -> Case:
    """The case that a drop makes at this desk, which knows the shipped forms and these."""
    known = {name: shipped_form(name) for name in shipped_names()}
    known |= {form.form: form for form in forms}
    return case_of(submission, desk=desk or desk_of(), forms=known, received_at=received_at)


def judged(
    *forms: Filled,
    desk: Desk | None = None,
    files: tuple[DropFile, ...] = (),
    envelope: Envelope | None = None,
) -> Outcome:
    """The verdict on a drop with these forms and files."""
    drop = drop_of(*forms, files=files, envelope=envelope)
    return judge(case_from(drop, *(filled.form for filled in forms), desk=desk))


def codes(outcome: Outcome) -> set[str]:
    """The codes of the findings."""
    return set(outcome.report.codes())


def fields_with(outcome: Outcome, code: str) -> set[str | None]:
    """The fields about which the rule `code` found something."""
    return {f.field for f in outcome.report.findings if f.code == code}

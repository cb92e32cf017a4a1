"""What the desk has decided: who it is, its clients, its releases, its severities and limits.

Frozen models of `policy.toml`, `clients.toml` and `releases.toml`; the desk reads the files.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zenforms.reading.limits import Limits

RuleCode = Annotated[str, Field(pattern=r"^ZF\d{3}$")]
SeverityWord = Literal["off", "info", "warning", "error", "refusal", "quarantine", "danger"]


class Decision(BaseModel):
    """Whatever the desk writes down: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Vendor(Decision):
    """Who the desk is, as clients see it. No default holds a real name or address."""

    name: str = "Société Exemple"
    email: str = "support@societe.example"
    telephone: str | None = None
    accent: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#1F4E79"
    logo: str | None = None
    """A picture file, relative to the desk's folder."""
    privacy_notice: str = (
        "Vos données servent à traiter votre demande et sont conservées le temps du contrat. "
        "Pour les consulter, les corriger ou les effacer, écrivez à l'adresse ci-dessus."
    )


class Hours(Decision):
    """When the desk works: cut-off in Paris time, closures in addition to public holidays."""

    cutoff: time = time(17, 0)
    closures: tuple[date, ...] = ()


class Client(Decision):
    """One client of the register. Periods include both days; a missing `until` is open."""

    id: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{1,19}$")]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    former_names: tuple[str, ...] = ()
    mail_domains: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    """The référents' e-mail addresses."""
    subscription_from: date | None = None
    subscription_until: date | None = None
    tma_from: date | None = None
    tma_until: date | None = None
    tma_hours: float | None = None
    """Prepaid hours left, as last written down; shown, never decremented."""
    warranty_until: date | None = None
    licences: tuple[str, ...] = ()
    covered_developments: tuple[str, ...] = ()
    region: Literal["metropole", "alsace-moselle"] = "metropole"
    language: Literal["fr", "en"] = "fr"

    def has_tma_on(self, day: date) -> bool:
        """Whether a TMA contract is active on `day`, both ends included."""
        return _within(day, self.tma_from, self.tma_until)

    def has_subscription_on(self, day: date) -> bool:
        """Whether a subscription is active on `day`, both ends included."""
        return _within(day, self.subscription_from, self.subscription_until)


class Register(Decision):
    """All clients of the desk."""

    clients: tuple[Client, ...] = ()

    def client(self, client_id: str) -> Client | None:
        """The client with this id, or None."""
        return next((c for c in self.clients if c.id == client_id), None)


class Release(Decision):
    """A version of the Desk and the day it became available."""

    version: str
    released: date


class Releases(Decision):
    """The releases of the Desk, oldest first."""

    releases: tuple[Release, ...] = ()


class Policy(Decision):
    """Everything the desk decides that is neither a client nor a release."""

    vendor: Vendor = Vendor()
    hours: Hours = Hours()
    severity: Mapping[RuleCode, SeverityWord] = Field(default_factory=dict)
    on_incomplete: Literal["return", "open"] = "return"
    stillness_seconds: Annotated[float, Field(ge=0, le=600)] = 2.0
    limits: Limits = Limits()


def _within(day: date, first: date | None, last: date | None) -> bool:
    return first is not None and first <= day and (last is None or day <= last)

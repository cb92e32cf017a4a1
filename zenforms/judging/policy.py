"""What the desk has decided: who it is, its clients, its releases, its severities and limits.

Frozen models of `policy.toml`, `clients.toml` and `releases.toml`; the desk reads the files.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    field_validator,
    model_validator,
)

from zenforms.form.outline import SHIPPED, FormLibrary
from zenforms.judging.connections import Decision, Mailbox, OAuth, Smtp
from zenforms.judging.versions import parse_version
from zenforms.language import Text
from zenforms.reading.evidence import RecordingKind
from zenforms.reading.limits import Limits
from zenforms.sanitize import HARMFUL
from zenforms.validation_messages import mistake
from zenforms.words import Words

RuleCode = Annotated[str, Field(pattern=r"^ZF\d{3}$")]
SeverityWord = Literal["off", "info", "warning", "error", "refusal", "quarantine", "danger"]


_NOT_ONE_LINE = Text(
    fr="{words} doit tenir sur une ligne, sans espaces autour ni signes invisibles.",
    en="{words} must stand on one line, without spaces around it or invisible signs.",
)
_REVERSED = Text(
    fr="la fin ({last}) est avant le début ({first}).",
    en="the end ({last}) lies before the beginning ({first}).",
)
_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
_NO_ID = Text(
    fr="« {id} » ne convient pas : des majuscules, des chiffres et des tirets, 20 au plus.",
    en="“{id}” does not fit: capitals, digits and hyphens, at most 20.",
)
_ID_TWICE = Text(fr="deux clients portent l'identifiant {id}.", en="two clients have the id {id}.")
_SPANS = Text(
    fr="les plages doivent se suivre, chacune avec sa fin après son début.",
    en="the spans must be in order, each with its end after its start.",
)
_NO_VERSION = Text(
    fr="« {version} » n'est pas un numéro de version.", en="“{version}” is no version number."
)
_PATTERN = Text(
    fr="« {pattern} » ne peut contenir que {{year}}, {{yy}} et {{quarter}}.",
    en="“{pattern}” may hold {{year}}, {{yy}} and {{quarter}} only.",
)


_BESIDE = Text(
    fr="les formulaires sont des fichiers du dossier forms.",
    en="forms are files of the folder forms.",
)


class Vendor(Decision):
    """Who the desk is, as clients see it. No default holds a real name or address."""

    name: Annotated[str, Field(min_length=1, max_length=120)] = "Éditeur Exemple"
    email: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9_.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$")
    ] = "support@editeur.example"
    telephone: str | None = None
    accent: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#1F4E79"
    logo: str | None = None
    """A picture file, relative to the desk's folder."""
    form_scripts: bool = True
    """Whether forms carry the scripts that help in Acrobat and Firefox; nothing needs them."""
    privacy_notice: str = (
        "Responsable du traitement : {controller}. Vos données servent à traiter votre demande et "
        "sont conservées le temps du contrat. Pour les consulter, les corriger ou les effacer, "
        "écrivez à l'adresse ci-dessus."
    )
    """`{controller}` is who answers for the data: the vendor, or whom `words.toml` names."""


Span = tuple[time, time]


Region = Literal[
    "metropole",
    "alsace-moselle",
    "guadeloupe",
    "guyane",
    "martinique",
    "mayotte",
    "reunion",
    "saint-barthelemy",
    "saint-martin",
    "saint-pierre-et-miquelon",
    "nouvelle-caledonie",
    "polynesie-francaise",
    "wallis-et-futuna",
]
"""Parts of France: their public holidays or their clocks differ."""


class Hours(Decision):
    """When the desk works, in Paris time, on working days.

    A commitment counts from the day of receipt, whatever the hour. With a cut-off, what arrives
    after it or on a day off counts from the next working day; on a half day only the first span is
    worked, and its end is the cut-off. Closures are days off beside public holidays.
    """

    spans: Annotated[tuple[Span, ...], Field(min_length=1)] = (
        (time(9), time(12)),
        (time(14), time(17)),
    )
    cutoff: time | None = None
    closures: tuple[date, ...] = ()
    worked_days: tuple[date, ...] = ()
    """Days that are worked although they are public holidays or lie in a weekend."""
    worked_holidays: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Public holidays that are worked every year, by their French names: Lundi de Pentecôte."""
    half_days: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _spans_follow_each_other(self) -> Self:
        moments = [moment for span in self.spans for moment in span]
        if any(earlier >= later for earlier, later in pairwise(moments)):
            raise mistake(_SPANS)
        return self

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The hours worked on a working day."""
        return self.spans[:1] if day in self.half_days else self.spans

    def cutoff_on(self, day: date) -> time | None:
        """The last moment of a working day that still counts as that day; None: any."""
        if self.cutoff is None or day not in self.half_days:
            return self.cutoff
        return min(self.cutoff, self.spans[0][1])


class Client(Decision):
    """One client of the register. Periods include both days; a missing `until` is open."""

    id: str
    """Capitals, digits and hyphens, 2 to 20 of them."""
    name: Annotated[str, Field(min_length=1, max_length=120)]
    former_names: tuple[str, ...] = ()
    mail_domains: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    """The référents' e-mail addresses."""
    subscription_from: date | None = None
    subscription_until: date | None = None
    tma_from: date | None = None
    tma_until: date | None = None
    tma_hours: Annotated[float, Field(allow_inf_nan=False)] | None = None
    """Prepaid hours left, as last written down; shown, never decremented."""
    warranty_until: date | None = None
    """The last day of the warranty that follows a go-live; it also covers what is not licences."""
    licences: tuple[str, ...] = ()
    covered_developments: tuple[str, ...] = ()
    region: Region = "metropole"
    """Under whose public holidays and clock the client lives."""
    language: Literal["fr", "en"] = "fr"

    @field_validator("id")
    @classmethod
    def _id_can_be_said(cls, said: str) -> str:
        if not _ID.fullmatch(said):
            raise mistake(_NO_ID, id=said)
        return said

    @field_validator(
        "name", "former_names", "mail_domains", "contacts", "licences", "covered_developments"
    )
    @classmethod
    def _words_stand_on_one_line(cls, said: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for words in (said,) if isinstance(said, str) else said:
            if HARMFUL.search(words) or words != words.strip() or not words:
                raise mistake(_NOT_ONE_LINE, words=repr(words))
        return said

    @model_validator(mode="after")
    def _periods_end_after_they_begin(self) -> Self:
        for name in ("subscription", "tma"):
            first, last = getattr(self, f"{name}_from"), getattr(self, f"{name}_until")
            if first is not None and last is not None and last < first:
                raise mistake(_REVERSED, first=f"{name}_from", last=f"{name}_until")
        return self

    def has_tma_on(self, day: date) -> bool:
        """Whether a TMA contract is active on `day`, both ends included."""
        return _within(day, self.tma_from, self.tma_until)

    def has_warranty_on(self, day: date) -> bool:
        """Whether `day` lies in the warranty that follows a go-live."""
        return self.warranty_until is not None and day <= self.warranty_until

    def has_subscription_on(self, day: date) -> bool:
        """Whether a subscription is active on `day`, both ends included."""
        return _within(day, self.subscription_from, self.subscription_until)


class Register(Decision):
    """All clients of the desk."""

    clients: Annotated[tuple[Client, ...], Field(max_length=20_000)] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [client.id for client in self.clients]
        if twice := [one for one, count in Counter(ids).items() if count > 1]:
            raise mistake(_ID_TWICE, id=twice[0])
        return self

    def client(self, client_id: str) -> Client | None:
        """The client with this id, or None."""
        return next((c for c in self.clients if c.id == client_id), None)


class Release(Decision):
    """A version of the Desk, the day it became available, and in short what it corrects."""

    version: str
    released: date
    corrects: tuple[str, ...] = ()

    @field_validator("version")
    @classmethod
    def _version_reads_as_one(cls, version: str) -> str:
        if parse_version(version) is None:
            raise mistake(_NO_VERSION, version=version)
        return version


class Quarterly(Decision):
    """Releases by the rule “last jour ouvré of each quarter”, from the quarter of `since` on.

    `pattern` makes the version from `{year}`, `{yy}` and `{quarter}`: `{yy}.{quarter}` is 26.2
    on 30 June 2026.
    """

    pattern: Annotated[str, Field(pattern=r"\{quarter\}")]
    since: date

    @field_validator("pattern")
    @classmethod
    def _pattern_can_be_filled(cls, pattern: str) -> str:
        try:
            pattern.format(year=2026, yy=26, quarter=2)
        except (KeyError, IndexError, ValueError) as error:
            raise mistake(_PATTERN, pattern=pattern) from error
        return pattern


class Releases(Decision):
    """The releases of the Desk: written down one by one, by the rule of the quarters, or both."""

    releases: tuple[Release, ...] = ()
    quarterly: Quarterly | None = None


class FlatOperation(Decision):
    """An operation charged at a flat rate under TMA.

    `when` maps fields of the form to the codes that mean it, as `tma_service` to
    `test_environment`; all of its entries must hold.
    """

    label: Annotated[str, Field(min_length=1)]
    when: Annotated[Mapping[str, tuple[str, ...]], Field(min_length=1)]


class Intake(Decision):
    """Whom the desk believes and asks while it reads what came."""

    mail_server: str | None = None
    """The host name of the desk's own mail server: its Received stamp is the time of receipt."""
    authserv_ids: tuple[str, ...] = ()
    """By which names that server signs its Authentication-Results; none: by its host name."""
    scanner: str | None = None
    """Where clamd listens: `host:port`, or the path of a Unix socket. None: nothing is scanned."""
    staff_domains: tuple[str, ...] = ()
    """Mail domains of the desk's own people beside that of `vendor.email`: what they forward is
    its author's; what others forward gives neither a client nor an address."""
    freemail_domains: tuple[str, ...] = ()
    """Further domains at which anybody gets a mailbox: they prove no client."""


class Watching(Decision):
    """How the watched folder is worked off. Times in seconds."""

    workers: Annotated[int, Field(ge=1, le=32)] = 2
    """How many drops are read at the same time."""
    rescan_seconds: Annotated[float, Field(ge=1, le=3600)] = 60.0
    """The inbox is listed at least this often, whatever the system's events say."""
    poll_seconds: Annotated[float, Field(ge=0.2, le=3600)] | None = None
    """List the inbox this often instead of waiting for events; None: only on network folders."""
    ignore: tuple[str, ...] = ()
    """File name patterns that are no drops, in addition to the usual ones."""
    stop_seconds: Annotated[float, Field(ge=1, le=600)] = 60.0
    """How long a stop waits for the drops in hand."""


class Notify(Decision):
    """Whom to call when a drop is put in quarantine."""

    webhook: Annotated[str, Field(pattern=r"^https?://")] | None = None
    """An address that takes a POST with JSON: `text`, `number`, `outcome`, `codes`, `at`."""
    command: tuple[str, ...] = ()
    """A command; the sentence to be shown is added as its last argument."""


class Retention(Decision):
    """After how many days `purge` offers to remove what has an outcome; None keeps it."""

    accepted: Annotated[int, Field(ge=1)] | None = 1095
    """Counted from the day a ticket was closed or cancelled; an open one is never purged."""
    followup: Annotated[int, Field(ge=1)] | None = 1095
    cancelled: Annotated[int, Field(ge=1)] | None = 365
    duplicate: Annotated[int, Field(ge=1)] | None = 90
    automatic: Annotated[int, Field(ge=1)] | None = 90
    incomplete: Annotated[int, Field(ge=1)] | None = 365
    refused: Annotated[int, Field(ge=1)] | None = 365
    quarantined: Annotated[int, Field(ge=1)] | None = 90
    restricted: Annotated[int, Field(ge=1)] | None = 30
    """Originals in the restricted archive, whatever their outcome."""


class Evidence(Decision):
    """Which recordings stand in for a PSR report, and how old recordings and logs may be."""

    recording: Literal["psr", "recording", "pictures"] = "pictures"
    """What a malfunction needs at least: PSR itself; a recording of any kind; or pictures of the
    screen beside a description that says how to do it again."""
    recordings: tuple[RecordingKind, ...] = tuple(RecordingKind)
    """Windows gives up PSR: its successors are accepted unless the desk takes them off."""
    blocking_opens: bool = True
    """Whether a blocking malfunction of a client with TMA becomes a ticket although only its
    evidence is missing: the letter asks for it."""
    days: Annotated[int, Field(ge=1, le=365)] = 30

    def accepts(self, kind: RecordingKind) -> bool:
        """Whether a recording of this kind will do, as far as its kind goes."""
        return kind in self.recordings and kind in _SUFFICE[self.recording]


_PSR = frozenset({RecordingKind.PSR, RecordingKind.PSR_XML})
_SUFFICE: Mapping[str, frozenset[RecordingKind]] = {
    "psr": _PSR,
    "recording": _PSR | {RecordingKind.STEP_RECORDER, RecordingKind.VIDEO},
    "pictures": frozenset(RecordingKind),
}


def _beside(forms: object) -> object:
    if not isinstance(forms, FormLibrary):
        raise mistake(_BESIDE)
    return forms


class Policy(Decision):
    """Everything the desk decides that is neither a client nor a release."""

    language: Literal["fr", "en"] | None = None
    """Of what is written for staff; None: that of the command at work."""
    vendor: Vendor = Vendor()
    hours: Hours = Hours()
    severity: Mapping[RuleCode, SeverityWord] = Field(default_factory=dict)
    on_incomplete: Literal["return", "open"] = "return"
    flat_operations: tuple[FlatOperation, ...] = ()
    evidence: Evidence = Evidence()
    products: tuple[str, ...] = ()
    """The names of the suite's parts that a client may hold a licence for."""
    stillness_seconds: Annotated[float, Field(ge=0, le=600)] = 2.0
    intake: Intake = Intake()
    mailbox: Mailbox = Mailbox()
    oauth: OAuth = OAuth()
    smtp: Smtp = Smtp()
    watching: Watching = Watching()
    notify: Notify = Notify()
    retention: Retention = Retention()
    limits: Limits = Limits()

    forms: Annotated[FormLibrary, BeforeValidator(_beside)] = SHIPPED
    """The desk's forms; they stand in files beside `policy.toml`, which holds no such key."""

    @property
    def words(self) -> Words:
        """The words of the desk (`words.toml`), in which all its texts are."""
        return self.forms.words

    def with_forms(self, forms: FormLibrary) -> Self:
        """The same policy for a desk with these forms and words."""
        return self.model_copy(update={"forms": forms})


def _within(day: date, first: date | None, last: date | None) -> bool:
    return first is not None and first <= day and (last is None or day <= last)

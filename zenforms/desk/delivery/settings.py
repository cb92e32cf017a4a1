"""`delivery.toml`: to which systems the desk delivers, and what goes where over there."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zenforms.desk.setup.secret import secret_in, secret_of
from zenforms.desk.setup.tomlfile import broken, read_toml
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.judging.connections import Decision
from zenforms.language import Lang, Text
from zenforms.validation_messages import mistake

DELIVERY = "delivery.toml"

Address = Annotated[
    str,
    Field(
        pattern=r"^(https://[^\s/@?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)(/[^\s?#]*)?$"
    ),
]
"""TLS, or this machine: whatever is sent holds a secret and a client's words."""
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
Seconds = Annotated[float, Field(ge=0, le=86_400)]

VALUES = (
    "number",
    "client",
    "client_id",
    "contact",
    "email",
    "telephone",
    "type",
    "domain",
    "urgency",
    "mode",
    "version",
    "received",
    "first_due",
    "final_due",
    "covered_by",
)
"""What of a ticket can be put into a field of its own over there."""
ValueName = Literal[
    "number", "client", "client_id", "contact", "email", "telephone", "type", "domain",
    "urgency", "mode", "version", "received", "first_due", "final_due", "covered_by",
]  # fmt: skip
Urgency = Literal["low", "normal", "high", "blocking"]

NEWS = (
    *(kind.value for kind in OutcomeKind),
    "first_qualification",
    "final_qualification",
    "closed",
    "reopened",
    "noted",
    "read",
    "undelivered",
    "due_soon",
    "overdue",
    "delivered",
)
"""Of what hooks can be told. `cancelled` and `followup` are outcomes and events."""
_NO_NEWS = Text(
    fr="« {word} » n'est pas un événement : {known}.", en="“{word}” is no event: {known}."
)
_ONE_WAY = Text(
    fr="il faut url ou command, l'un des deux.", en="url or command is needed, one of them."
)
_TWICE = Text(fr="deux hooks s'appellent {name}.", en="two hooks are called {name}.")


class Receiver(Decision):
    """What every target says of itself."""

    ca_file: str | None = None
    timeout_seconds: Annotated[float, Field(ge=1, le=600)] = 30.0
    token_file: str | None = None
    """A file with the secret, relative to the desk, for its account alone."""


class TicketTarget(Receiver):
    """A ticket system."""

    url: Address
    token_variable: str
    lag_seconds: Seconds = 5.0
    """How long a ticket may be there before a search finds it."""
    pause_seconds: Seconds = 0.0
    """At least so long between two tickets."""
    parallel: Annotated[int, Field(ge=1, le=16)] = 3
    """How many tickets are on their way to it at the same time; those of one request never are."""
    poll_minutes: Annotated[float, Field(ge=0, le=10_080)] = 10.0
    """How often it is asked what became of open tickets; 0: never."""
    largest_file: Annotated[int, Field(ge=0)] = 10_000_000
    """Bytes; what is larger is left out, and the ticket names it."""
    set_requestor: bool = False
    """Whether the client is made the ticket's requestor: most systems then write to them."""


class RequestTracker(TicketTarget):
    """RT 5, by its REST 2 interface."""

    token_variable: str = "ZENFORMS_RT_TOKEN"  # noqa: S105 - where it is, not what
    queue: str
    key_field: str | None = None
    """A custom field for our number; without it the ticket is found by its subject."""
    priority: Mapping[Urgency, int] = {}
    fields: Mapping[str, ValueName] = {}
    """Custom fields, by their names over there."""
    closed: str = "resolved"
    cancelled: str = "rejected"
    opened: str = "open"


class Redmine(TicketTarget):
    """Redmine 5."""

    token_variable: str = "ZENFORMS_REDMINE_KEY"  # noqa: S105 - where it is, not what
    project: str
    tracker: int | None = None
    key_field: Annotated[int, Field(ge=1)] | None = None
    """The id of a custom field for our number."""
    priority: Mapping[Urgency, int] = {}
    fields: Mapping[str, ValueName] = {}
    """Custom fields, by their ids over there."""
    closed: int
    """The id of the status of a closed issue."""
    cancelled: int | None = None
    opened: int = 1
    private_notes: bool = False
    markup: Literal["textile", "markdown", "none"] = "textile"
    largest_file: Annotated[int, Field(ge=0)] = 5_242_880


class Zammad(TicketTarget):
    """Zammad, by its REST interface. Its search may lag minutes behind."""

    token_variable: str = "ZENFORMS_ZAMMAD_TOKEN"  # noqa: S105 - where it is, not what
    lag_seconds: Seconds = 120.0
    group: str
    customer: str
    """The e-mail address of the customer all tickets are for, unless `set_requestor`."""
    priority: Mapping[Urgency, int] = {}
    fields: Mapping[str, ValueName] = {}
    """Object attributes, by their names over there."""
    closed: str = "closed"
    cancelled: str = "closed"
    opened: str = "open"


class Glpi(TicketTarget):
    """GLPI, by the interface `apirest.php`, which version 11 still has."""

    token_variable: str = "ZENFORMS_GLPI_TOKEN"  # noqa: S105 - where it is, not what
    app_token_variable: str = "ZENFORMS_GLPI_APP_TOKEN"  # noqa: S105 - likewise
    entity: Annotated[int, Field(ge=0)] = 0
    category: Annotated[int, Field(ge=0)] = 0
    priority: Mapping[Urgency, Annotated[int, Field(ge=1, le=6)]] = {}
    """GLPI's urgency, 1 to 5."""


class Hook(Receiver):
    """Who is told what happens: an address, signed after Standard Webhooks, or a command."""

    name: Name
    url: Address | None = None
    command: tuple[str, ...] = ()
    on: tuple[str, ...] = (OutcomeKind.ACCEPTED.value,)
    content: Literal["news", "ticket"] = "news"
    """`news` says numbers, codes and dates; `ticket` adds the ticket with the client's words."""
    secret_variable: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.url is None) == (not self.command):
            raise mistake(_ONE_WAY)
        for word in self.on:
            if word not in NEWS:
                raise mistake(_NO_NEWS, word=word, known=", ".join(NEWS))
        return self


class Delivering(Decision):
    """The whole file."""

    since: date | None = None
    """What was received before this day is left where it is."""
    lang: Lang = Lang.FR
    remind: bool = False
    """Whether due dates of tickets that were delivered are still told here."""
    rt: RequestTracker | None = None
    redmine: Redmine | None = None
    zammad: Zammad | None = None
    glpi: Glpi | None = None
    hooks: tuple[Hook, ...] = ()

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        names = [hook.name for hook in self.hooks]
        for name in names:
            if names.count(name) > 1 or name in dict(self.systems()):
                raise mistake(_TWICE, name=name)
        return self

    def systems(self) -> Iterator[tuple[str, TicketTarget]]:
        """The ticket systems, by name."""
        for name in ("rt", "redmine", "zammad", "glpi"):
            if found := getattr(self, name):
                yield name, found


def delivering_of(root: Path) -> Delivering | None:
    """What the desk delivers to; None when it delivers nothing.

    Raises DeskError that names file, line and field of what is broken.
    """
    path = root / DELIVERY
    return read_toml(path, Delivering) if path.exists() else None


def delivery_template(lang: Lang) -> Path:
    """The file of a desk that begins to deliver: everything commented out and explained."""
    return Path(__file__).parent / f"delivery.{lang.value}.toml"


def token_of(root: Path, name: str, receiver: TicketTarget) -> str:
    """What the desk signs in with; raises DeskError when no place has it."""
    path = root / receiver.token_file if receiver.token_file else None
    found = secret_of(name, variable=receiver.token_variable, path=path)
    if not found:
        raise _no_secret(name, receiver.token_variable)
    return found


def hook_secret(root: Path, hook: Hook) -> str | None:
    """What a hook's messages are signed with; None: they are not."""
    if hook.token_file:
        return secret_in(root / hook.token_file)
    if not hook.secret_variable:
        return None
    found = secret_of(hook.name, variable=hook.secret_variable)
    if not found:
        raise _no_secret(hook.name, hook.secret_variable)
    return found


def _no_secret(name: str, variable: str) -> DeskError:
    return DeskError(
        Text(fr="Le secret de {name} n'est pas connu.", en="The secret of {name} is not known."),
        advice=Text(
            fr="Mettez-le dans la variable {variable}, ou dans un fichier à vous seul (600) que "
            "token_file nomme dans delivery.toml.",
            en="Put it into the variable {variable}, or into a file of your own (600) that "
            "token_file names in delivery.toml.",
        ),
        arguments={"name": name, "variable": variable},
    )


def broken_delivery(root: Path, reason: Text, field: str) -> DeskError:
    """The error for a value that cannot be used."""
    return broken(root / DELIVERY, reason, field=field)

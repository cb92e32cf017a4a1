"""The servers that a desk talks to, as its policy names them, and the base of every decision."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zenforms.language import Text
from zenforms.validation_messages import mistake

_IN_CLEAR = Text(
    fr="sans TLS, seul un serveur de cette machine reçoit les lettres, pas {host}.",
    en="without TLS only a server on this machine takes letters, not {host}.",
)


class Decision(BaseModel):
    """Whatever the desk writes down: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


ProviderUrl = Annotated[str, Field(pattern=r"^https://[^\s]+$")]
"""An address that secrets are sent to."""


class Mailbox(Decision):
    """The IMAP mailbox from which `zenforms fetch` takes messages, always over TLS."""

    host: str | None = None
    """None: the desk has no mailbox."""
    user: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 993
    security: Literal["tls", "starttls"] = "tls"
    ca_file: str | None = None
    """The certificates to trust instead of the system's, for a server with its own authority."""
    password_variable: str = "ZENFORMS_MAILBOX_PASSWORD"  # noqa: S105 - where it is, not what
    """The environment variable that holds the password; else the system's keyring is asked."""
    folder: str = "INBOX"
    done_folder: str = "zenforms"
    """Where a message goes once its drop has an outcome. Made when it does not exist."""
    poll_seconds: Annotated[float, Field(ge=5, le=3600)] = 60.0


class Smtp(Decision):
    """The server that takes the desk's letters, always over TLS but on this very machine."""

    host: str | None = None
    """None: the desk sends nothing by itself; letters are drafts for a mail program."""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["tls", "starttls", "none"] = "starttls"
    """`none` only for a server on this machine."""
    user: str | None = None
    """None: the server asks for no password."""
    password_variable: str = "ZENFORMS_SMTP_PASSWORD"  # noqa: S105 - where it is, not what
    """The environment variable that holds the password."""
    ca_file: str | None = None
    """The certificates to trust instead of the system's, for a server with its own authority."""

    @model_validator(mode="after")
    def _nothing_leaves_in_clear(self) -> Self:
        if self.security == "none" and self.host not in {None, "localhost", "127.0.0.1", "::1"}:
            raise mistake(_IN_CLEAR, host=str(self.host))
        return self


class OAuth(Decision):
    """How the mailbox's tokens are had, for a server that takes no password."""

    command: tuple[str, ...] = ()
    """A command that prints an access token; then the rest is not needed."""
    client_id: str = ""
    """The program as the provider knows it."""
    secret_variable: str = "ZENFORMS_OAUTH_SECRET"  # noqa: S105 - where it is, not what
    """The environment variable with the program's own secret, where the provider gave it one."""
    token_url: ProviderUrl | None = None
    device_url: ProviderUrl | None = None
    """Where a sign-in by a typed code begins; it goes before `authorize_url`."""
    authorize_url: ProviderUrl | None = None
    """Where a sign-in in a browser on this machine begins."""
    scope: str = ""

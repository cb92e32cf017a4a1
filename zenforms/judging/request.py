"""The typed request of the charter, built from the answers on a form of ours.

Attribute names are the field names of `forms/assistance-request.toml`, values of closed lists
are its codes; a test holds the two together. Fields that the charter does not know travel in
`extra`, so a desk can add a field to its form without code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Mode(StrEnum):
    """Under which contract the client asks to be served: the tick asks, the register decides."""

    TMA = "tma"
    NO_TMA = "no_tma"


class RequestType(StrEnum):
    """What the client wants; it decides what else is required."""

    ASSISTANCE = "assistance"
    EVOLUTION = "evolution"
    MALFUNCTION = "malfunction"


class Domain(StrEnum):
    """What the request is about, as far as the client can tell."""

    SUITE = "suite"
    SETTINGS = "settings"
    SCRIPT = "script"
    TEMPLATE = "template"
    DEVELOPMENT = "development"
    OTHER = "other"
    UNKNOWN = "unknown"


class TmaService(StrEnum):
    """A service that only a TMA contract offers."""

    NONE = "none"
    EARLY_VERSION = "early_version"
    TEST_ENVIRONMENT = "test_environment"
    SETTINGS_HELP = "settings_help"
    FEASIBILITY = "feasibility"
    DEVELOPMENT = "development"
    SCRIPTS = "scripts"
    OTHER = "other"


class Urgency(StrEnum):
    """How urgent it is for the client."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    BLOCKING = "blocking"


class YesNo(StrEnum):
    """A plain yes or no."""

    YES = "yes"
    NO = "no"


class YesNoUnknown(StrEnum):
    """A yes or no that the client may not know."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


Extra = str | bool | None


class Request(BaseModel):
    """What the client asks. None is “not answered”, or an answer that is on no list.

    Texts are as typed, with line ends as LF; a checkbox is true when it is ticked.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )

    client_name: str | None = None
    contact_name: str | None = None
    email: str | None = None
    telephone: str | None = None
    mode: Mode | None = None
    type: RequestType | None = None
    domain: Domain | None = None
    tma_service: TmaService | None = None
    urgency: Urgency | None = None
    desk_version: str | None = None
    workstations: str | None = None
    reproducible: YesNo | None = None
    service_involved: YesNoUnknown | None = None
    service_name: str | None = None
    earlier_ticket: str | None = None
    summary: str | None = None
    description: str | None = None
    psr_attached: bool = False
    psr_files: str | None = None
    logs_attached: bool = False
    logs_files: str | None = None
    document_attached: bool = False
    document_files: str | None = None
    not_confidential: bool = False
    one_subject: bool = False
    extra: Mapping[str, Extra] = Field(default_factory=dict)
    """The answers to fields that the charter does not know."""

    @property
    def is_malfunction(self) -> bool:
        """Whether the client reports an apparent malfunction of the software."""
        return self.type is RequestType.MALFUNCTION

    @property
    def wants_service(self) -> bool:
        """Whether a service that only TMA offers is asked for."""
        return self.tma_service not in {None, TmaService.NONE}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the desk printed into the form and the client does not see. None is absent."""

    form_id: str | None = None
    form_revision: str | None = None
    client_id: str | None = None
    seal: str | None = None
    channel: str | None = None
    thread: str | None = None

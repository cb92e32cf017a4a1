"""The typed request of the charter, built from the values of a form of ours."""

from pydantic import BaseModel, ConfigDict


class Request(BaseModel):
    """What the client asks. Attribute names are the field names of the form."""

    model_config = ConfigDict(frozen=True)

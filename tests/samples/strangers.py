"""Forms that are sealed for a client, and come from somebody else."""

import json
from collections.abc import Iterator
from datetime import datetime

from tests.places import SAMPLES
from tests.samples.channels import MAIL
from tests.samples.letters import SACHA, Heads, attached, message, plain, together
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, DROP, EXPECTED, Sample, written

_AT = datetime.fromisoformat("2026-05-12T09:10:00+02:00")
_FORM = SAMPLES / "accepted-pdflib"
"""The sample whose form is sent; it is made first."""


def samples() -> Iterator[Sample]:
    """In a mail from another client."""
    told = json.loads((_FORM / EXPECTED).read_text(encoding="utf-8"))
    yield Sample(
        name="quarantined-other-client",
        about="A form that is sealed for one client, in a mail from another: somebody asks first.",
        make=written(_mail),
        codes=("ZF522", *ASSISTANCE_CODES),
        request=told["request"],
        saved_by=told["saved_by"],
        drop=MAIL,
    )


def _mail() -> bytes:
    form = attached(DROP, (_FORM / DROP).read_bytes(), "application/pdf")
    parts = [plain("Bonjour,\n\nvoici notre demande.\n"), form]
    return message(Heads(SACHA, "Export des factures", _AT), together("mixed", parts))

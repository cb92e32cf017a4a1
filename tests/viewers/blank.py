"""The forms that the samples' desk sends to its clients."""

from functools import cache

from tests.places import SAMPLES
from zenforms.desk.setup.branding import branding_of
from zenforms.desk.setup.opening import OpenDesk, open_desk
from zenforms.form.branding import FormClient
from zenforms.form.build import build_form
from zenforms.form.definition import Form
from zenforms.form.library import shipped_form
from zenforms.language import Lang

DESK = SAMPLES / "desk"
FORM = shipped_form("assistance-request")


@cache
def desk() -> OpenDesk:
    """The samples' desk: invented clients, a public key, a fixed clock."""
    return open_desk(DESK)


def blank(client_id: str = "EXEMPLE", *, form: Form = FORM, lang: Lang = Lang.FR) -> bytes:
    """The empty form of a client of the samples' desk."""
    register = desk().desk.register
    client = register.client(client_id) if register else None
    if client is None:
        raise KeyError(client_id)
    return sealed_blank(FormClient(client.id, client.name), key(), form=form, lang=lang)


def sealed_blank(
    client: FormClient, key: bytes | None, *, form: Form = FORM, lang: Lang = Lang.FR
) -> bytes:
    """An empty form for anybody, sealed with any key, or not at all."""
    branding = branding_of(desk().desk.policy, desk().root)
    return build_form(form, client=client, branding=branding, lang=lang, key=key)


def key() -> bytes:
    """The key that seals the samples' forms; it is public."""
    keys = desk().desk.keys
    if not keys:
        message = "the samples' desk has no key"
        raise ValueError(message)
    return keys[0]

"""Builds clients' forms for a desk."""

from zenforms.cli.branding import branding_of
from zenforms.desk.opening import OpenDesk
from zenforms.errors import DeskError
from zenforms.form.branding import FormClient
from zenforms.form.build import build_form
from zenforms.form.definition import Form
from zenforms.judging.policy import Client
from zenforms.language import Lang, Text


def form_for(client: Client, form: Form, opened: OpenDesk, lang: Lang | None = None) -> bytes:
    """One client's form, in `lang` or else in the client's own language.

    Raises DeskError when the desk has no key to seal it with.
    """
    return build_form(
        form,
        client=FormClient(client.id, client.name),
        branding=branding_of(opened.desk.policy, opened.root),
        lang=lang or Lang(client.language),
        key=_current_key(opened),
    )


def _current_key(opened: OpenDesk) -> bytes:
    if not opened.desk.keys:
        raise DeskError(
            Text(
                fr="Le bureau {root} n'a pas de clé de sceau : aucun formulaire ne peut être fait.",
                en="The desk {root} has no seal key: no form can be made.",
            ),
            advice=Text(
                fr="Faites-en une avec « zenforms seal rotate ».",
                en="Make one with “zenforms seal rotate”.",
            ),
            arguments={"root": str(opened.root)},
        )
    return opened.desk.keys[0]

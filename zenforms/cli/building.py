"""Builds clients' forms for a desk."""

from dataclasses import dataclass, field

from zenforms.cli.branding import branding_of
from zenforms.desk.setup.opening import OpenDesk
from zenforms.errors import DeskError
from zenforms.form.branding import FormClient
from zenforms.form.build import Plan, make_form, plan_form
from zenforms.form.definition import Form
from zenforms.judging.policy import Client
from zenforms.language import Lang, Text


@dataclass(frozen=True, slots=True)
class FormMaker:
    """Makes one form of a desk for any of its clients; each language is laid out once.

    In `lang`, or else in the client's own language.
    """

    form: Form
    opened: OpenDesk
    lang: Lang | None = None
    _plans: dict[Lang, Plan] = field(default_factory=dict)

    def make(self, client: Client) -> bytes:
        """The client's form; raises DeskError when the desk has no key to seal it with."""
        plan = self._plan(self.lang or Lang(client.language))
        return make_form(plan, FormClient(client.id, client.name), key=_current_key(self.opened))

    def _plan(self, lang: Lang) -> Plan:
        if lang not in self._plans:
            branding = branding_of(self.opened.desk.policy, self.opened.root)
            self._plans[lang] = plan_form(self.form, branding=branding, lang=lang)
        return self._plans[lang]


def form_for(client: Client, form: Form, opened: OpenDesk, lang: Lang | None = None) -> bytes:
    """One client's form, as a `FormMaker` makes it; raises what that raises."""
    return FormMaker(form, opened, lang).make(client)


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

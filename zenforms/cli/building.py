"""Builds clients' forms for a desk."""

from dataclasses import dataclass, field

from zenforms.desk.setup.branding import branding_of
from zenforms.desk.setup.opening import OpenDesk
from zenforms.errors import DeskError
from zenforms.form.branding import FormClient
from zenforms.form.build import FormTemplate, issue_form, make_template
from zenforms.form.definition import Form
from zenforms.judging.policy import Client
from zenforms.language import Lang, Text


@dataclass(frozen=True, slots=True)
class FormMaker:
    """Makes one form of a desk for any of its clients; each language is drawn once.

    In `lang`, or else in the client's own language.
    """

    form: Form
    opened: OpenDesk
    lang: Lang | None = None
    _templates: dict[Lang, FormTemplate] = field(default_factory=dict)

    def make(self, client: Client) -> bytes:
        """The client's form; raises DeskError when the desk has no key to seal it with."""
        template = self._template(self.lang or Lang(client.language))
        return issue_form(
            template, FormClient(client.id, client.name), key=_current_key(self.opened)
        )

    def _template(self, lang: Lang) -> FormTemplate:
        if lang not in self._templates:
            branding = branding_of(self.opened.desk.policy, self.opened.root)
            self._templates[lang] = make_template(self.form, branding=branding, lang=lang)
        return self._templates[lang]


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

"""One form for one client: what is sealed, and every place that says whose form it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from zenforms.form.branding import FormClient, Stamp
from zenforms.form.definition import Form
from zenforms.form.seal import Sealed, seal
from zenforms.form.wording import FOOTER, PAGE
from zenforms.form.writing.footer import FormFooter, symbol_text
from zenforms.form.writing.metadata import Description
from zenforms.language import Lang


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """What a form bears: what is sealed, the seal (empty without a key), and its stamp."""

    sealed: Sealed
    seal: str
    stamp: Stamp

    @property
    def identifier(self) -> str:
        """`zenforms:FORM@REVISION:CLIENT[:THREAD]`, in XMP and the trailer."""
        name = f"{self.sealed.form}@{self.sealed.revision}"
        return ":".join(filter(None, ("zenforms", name, self.sealed.client_id, self.stamp.thread)))

    def hidden(self, form: Form) -> Mapping[str, str]:
        """The values of the form's hidden fields by name."""
        known = {
            "form_id": self.sealed.form,
            "form_revision": str(self.sealed.revision),
            "client_id": self.sealed.client_id,
            "seal": self.seal,
            "channel": self.stamp.channel,
            "thread": self.stamp.thread,
        }
        return {field.name: known.get(field.name, "") for field in form.hidden}

    def footers(self, pages: int, lang: Lang) -> tuple[FormFooter, ...]:
        """The foot of each of `pages` pages."""
        sealed = self.sealed
        names = {"form": sealed.form, "revision": str(sealed.revision), "client": sealed.client_id}
        identity, code = FOOTER.fill(lang, names), symbol_text(sealed, self.seal)
        numbers = ({"page": str(page), "pages": str(pages)} for page in range(1, pages + 1))
        return tuple(FormFooter(identity, PAGE.fill(lang, number), code) for number in numbers)

    def description(self, form: Form, vendor: str, lang: Lang) -> Description:
        """What Info and XMP say."""
        ids = (
            ("Form", self.sealed.form),
            ("Revision", str(self.sealed.revision)),
            ("Client", self.sealed.client_id),
            ("Seal", self.seal),
        )
        title = f"{form.title.to(lang)} – {self.sealed.client_name}"
        return Description(title, vendor, self.identifier, ids, lang)


def issued(form: Form, client: FormClient, key: bytes | None, stamp: Stamp) -> IssuedForm:
    """What the form of `client` bears for `client`, sealed with `key` if there is one."""
    sealed = Sealed(form.form, form.revision, client.id, client.name, stamp.channel)
    return IssuedForm(sealed, seal(key, sealed) if key is not None else "", stamp)

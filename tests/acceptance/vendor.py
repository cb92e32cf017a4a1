"""A desk of an invented vendor, whose words are none of those that ship, and what leaves it."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from pypdf import PdfReader

from zenforms.cli.building import form_for
from zenforms.cli.demonstration import work_off
from zenforms.desk.setup.branding import issuing
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.setup.opening import CLIENTS, OpenDesk, open_desk
from zenforms.desk.setup.own import WORDS
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.folders import Folder
from zenforms.form.fill import fill_form
from zenforms.form.library import form_called
from zenforms.language import Lang

FOREIGN = re.compile(
    r"(?i)zen ?solutions?|zen[ -]?(?:desk|moc)|entropics|LAD/RAD|espace client|client area"
    r"|Exécuter ?> ?psr|Run ?> ?psr|capture template|\bservices\\log"
)
FOREIGN_NAMES = re.compile(r"\bDesk\b|\bMOC\b")
"""The words that ship, wherever they stand; the names only as they are written."""

VENDOR = """
[vendor]
name = "Atelier Orme"
email = "aide@orme.example"
telephone = "01 99 00 44 55"
accent = "#5B2A86"
privacy_notice = "{controller} tient ces données un an."
"""
SPOKEN = r"""
product = "Orméo"
desktop = { fr = "l'Atelier", en = "the Workshop" }
console = { fr = "la Tour", en = "the Tower" }
client_area = { fr = "le guichet en ligne", en = "the online counter" }
template = { fr = "modèle d'étiquette", en = "label model" }
templates = { fr = "modèles d'étiquettes", en = "label models" }
log_folder = 'D:\Ormeo\traces\'
log_names = ["orm"]
recorder = { fr = "Touche Windows + Maj + R", en = "Windows key + Shift + R" }
recorder_steps = [
  { fr = "Appuyez sur {recorder}.", en = "Press {recorder}." },
  { fr = "Montrez le problème, puis arrêtez.", en = "Show the problem, then stop." },
]
controller = "Orme SAS, 1 rue des Ormes"
signature = [{ fr = "À bientôt,", en = "See you," }, "Le comptoir d'{vendor}", "{contact}"]
[domains]
suite = "Orméo"
settings = { fr = "Réglages", en = "Adjustments" }
script = false
[tma_services]
scripts = false
"""
REGISTER = """
[[clients]]
id = "ORM-1"
name = "Scierie Exemple"
mail_domains = ["scierie.example"]
contacts = ["chef@scierie.example"]
subscription_from = 2020-01-01

[[clients]]
id = "ORM-2"
name = "Sawmill Example"
mail_domains = ["sawmill.example"]
contacts = ["boss@sawmill.example"]
subscription_from = 2020-01-01
tma_from = 2020-01-01
language = "en"
"""
RELEASES = '[[releases]]\nversion = "4.1"\nreleased = 2026-01-15\n'
ANSWERS: Mapping[str, str | None] = {
    "contact_name": "Anne Exemple",
    "email": "chef@scierie.example",
    "mode": "no_tma",
    "type": "malfunction",
    "domain": "suite",
    "urgency": "normal",
    "desk_version": "4.0",
    "workstations": "tous",
    "reproducible": "yes",
    "service_involved": "yes",
    "service_name": "Import",
    "summary": "L’impression des bons s’arrête au milieu de la page",
    "description": "J’ouvre le programme, je choisis un bon, puis Imprimer.\n"
    "J’attends deux pages.\nLa première page s’arrête au milieu.",
    "one_subject": "yes",
}


@dataclass(frozen=True, slots=True)
class Vendor:
    """The desk, and what its forms are filled in with."""

    root: Path

    @property
    def opened(self) -> OpenDesk:
        """The desk as its files say now."""
        return open_desk(self.root)

    def form(
        self,
        answers: Mapping[str, str | None] | None = None,
        *,
        client: str = "ORM-1",
        name: str = "assistance-request",
        lang: Lang | None = None,
    ) -> bytes:
        """A form of the desk's, blank or filled in."""
        opened = issuing(self.opened)
        form = form_called(name, opened.desk.policy.forms)
        register = opened.desk.register
        known = register.client(client) if register else None
        assert known
        made = form_for(known, form, opened, lang)
        return fill_form(made, answers, form=form) if answers else made

    def drop(self, name: str, content: bytes) -> None:
        """Put a file into the inbox."""
        (self.root / Folder.INBOX / name).write_bytes(content)

    def work(self, lang: Lang = Lang.FR) -> Mapping[str, str]:
        """Let the watcher run once; name of each drop → its outcome."""
        return {row.name: row.outcome.value for row in work_off(self.opened, lang)}

    def written(self) -> Iterator[tuple[str, str]]:
        """All that the desk wrote for people or machines: where, and its text."""
        beside = (*Folder,)
        for path in sorted(self.root.rglob("*")):
            place = path.relative_to(self.root)
            if path.is_file() and place.parts[0] in beside and place.parts[0] != Folder.ARCHIVE:
                yield str(place), text_in(path.name, path.read_bytes())


def new_vendor(root: Path, *, words: str = SPOKEN) -> Vendor:
    """A founded desk with the vendor's own words, register and releases."""
    found_desk(root)
    (root / POLICY).write_text(VENDOR, "utf-8")
    (root / WORDS).write_text(words, "utf-8")
    (root / CLIENTS).write_text(REGISTER, "utf-8")
    (root / "releases.toml").write_text(RELEASES, "utf-8")
    return Vendor(root)


def text_in(name: str, content: bytes) -> str:
    """What can be read in a file: of a PDF everything that stands on it or behind it."""
    if content.startswith(b"%PDF"):
        return pdf_text(content)
    if name.endswith(".eml"):
        return "\n".join(_mail_text(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(text_in(one, archive.read(one)) for one in archive.namelist())
    return content.decode("utf-8", "replace")


def pdf_text(content: bytes) -> str:
    """The pages of a PDF, its choices, tooltips, scripts and metadata."""
    reader = PdfReader(io.BytesIO(content))
    pages = " ".join(page.extract_text() for page in reader.pages)
    behind: list[str] = []
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            widget = annotation.get_object()
            field = widget.get("/Parent", widget).get_object()
            behind += [str(widget.get(key)) for key in ("/TU", "/V", "/AA")]
            behind += [str(field.get(key)) for key in ("/TU", "/Opt", "/V")]
    return " ".join(
        [" ".join(pages.split()), *behind, str(reader.metadata), str(reader.xmp_metadata)]
    )


def _mail_text(content: bytes) -> Iterator[str]:
    mail = message_from_bytes(content, policy=default)
    yield "\n".join(f"{name}: {value}" for name, value in mail.items())
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            yield part.get_content()
        elif not part.is_multipart():
            yield text_in(part.get_filename() or "", bytes(part.get_payload(decode=True)))


def foreign_in(text: str) -> set[str]:
    """The words of another vendor in a text."""
    plain = text.replace("\u00a0", " ").replace("’", "'")
    return {*FOREIGN.findall(plain), *FOREIGN_NAMES.findall(plain)}

"""zenforms as a library: build a form, read what comes back, judge it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from zenforms.desk.setup.maps import form_maps
from zenforms.findings import Severity
from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.judging.case import Desk
from zenforms.judging.judge import judge
from zenforms.judging.policy import Client, Register
from zenforms.judging.prepare import case_of
from zenforms.language import Lang
from zenforms.reading.document import read_document
from zenforms.reading.submission import Submission

KEY = b"an example key of thirty-two byte"  # a real desk keeps its own in seal.keys

# 1. Build: a definition and a client in, a PDF out. No file is touched.
form = shipped_form("assistance-request")
blank = build_form(
    form,
    client=FormClient(id="EXEMPLE-1", name="Société Exemple"),
    branding=Branding(vendor="Éditeur Exemple", email="support@editeur.example"),
    lang=Lang.FR,
    key=KEY,
)

# In between, a client fills the form in a PDF viewer. Here we do it, and forget the version.
filled = fill_form(
    blank,
    {
        "contact_name": "Camille Exemple",
        "email": "camille@client.example",
        "mode": "tma",
        "type": "assistance",
        "domain": "suite",
        "urgency": "normal",
        "summary": "Où régler la langue des modèles ?",
        "description": "Je crée un modèle ; je cherche où choisir sa langue.",
        "one_subject": True,
    },
    form=form,
)

# 2. Read: untrusted bytes in, values out. It never raises for what a file holds.
document = read_document(filled, name="demande.pdf", maps=form_maps())
print(document.form, document.value("summary"))

# 3. Judge: values in, a value out. The clock is in the case, so the answer never changes.
client = Client(id="EXEMPLE-1", name="Société Exemple", tma_from=date(2026, 1, 1))
case = case_of(
    Submission(name=document.name, sha256=document.sha256, documents=(document,)),
    desk=Desk(register=Register(clients=(client,)), keys=(KEY,)),
    forms={form.form: form},
    received_at=datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Paris")),
)
outcome = judge(case)
print(outcome.kind, outcome.exit_code)
for finding in outcome.report.findings:
    if finding.severity >= Severity.ERROR:
        print(finding.code, finding.severity.word, finding.message(Lang.EN))

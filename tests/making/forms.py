"""A small form of ours: just enough to be one."""

from tests.hostile.generator import form, pdf, stream
from zenforms.reading.formmap import FormMap, FormMaps, MappedField
from zenforms.reading.submission import FieldKind, FormIdentity

OURS = FormIdentity("assistance-request", 1)
MAPS = FormMaps((FormMap(OURS, (MappedField("summary", FieldKind.TEXT),)),))


def our_form(summary: str = "Le Desk se ferme", *, attached: bytes | None = None) -> bytes:
    """A filled form; `attached` is a file that the client embedded in it as `x.log`."""
    fields = (
        "/T (form_id) /FT /Tx /Ff 1 /F 2 /V (assistance-request)",
        "/T (form_revision) /FT /Tx /Ff 1 /F 2 /V (1)",
        f"/T (summary) /FT /Tx /V ({summary})",
    )
    if attached is None:
        return pdf(form(*fields))
    more = {
        20: b"<< /Type /Filespec /F (x.log) /UF (x.log) /EF << /F 21 0 R >> >>",
        21: stream(attached, "/Type /EmbeddedFile"),
    }
    catalog = "/Names << /EmbeddedFiles << /Names [(x.log) 20 0 R] >> >>"
    return pdf(form(*fields, more=more, catalog=catalog))


def other_pdf() -> bytes:
    """A PDF that is no form of ours."""
    return pdf(form("/T (nom) /FT /Tx /V (Camille)"))

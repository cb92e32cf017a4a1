"""A form that is not ours: an order form of an invented supplier, made with reportlab alone."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_ROWS = ("Reference", "Quantity", "Deliver to", "Contact", "Remarks")
_TOP, _STEP, _LEFT = 700, 40, 60


def order_form() -> bytes:
    """A filled order form: five text fields and a box."""
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=A4, invariant=1)
    canvas.setTitle("Order form")
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(_LEFT, 760, "Fournitures Exemple - order form")
    canvas.setFont("Helvetica", 10)
    for row, label in enumerate(_ROWS):
        height = _TOP - row * _STEP
        canvas.drawString(_LEFT, height + 6, label)
        canvas.acroForm.textfield(
            name=label.lower().replace(" ", "_"),
            value=f"{label} {row + 1}",
            x=160,
            y=height,
            width=320,
            height=22,
            fieldFlags="",
        )
    canvas.drawString(_LEFT, 500, "Urgent")
    canvas.acroForm.checkbox(name="urgent", x=160, y=496, checked=True, fieldFlags="")
    canvas.save()
    return paper.getvalue()

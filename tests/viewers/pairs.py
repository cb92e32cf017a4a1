"""The engines between which people change their mind: one for each family of viewers."""

THREE = ("pdfium", "pdfjs", "poppler")

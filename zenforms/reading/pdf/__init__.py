"""An AcroForm is read off a PDF: strictly, node by node, and nothing of it is believed."""

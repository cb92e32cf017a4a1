"""Faces: what people and programs are shown. Nothing untrusted leaves this room raw."""

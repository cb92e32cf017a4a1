"""Containers and encodings, told by their bytes and opened within bounds."""

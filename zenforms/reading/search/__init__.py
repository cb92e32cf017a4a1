"""Looks for one person in whatever a desk keeps, as deep as the readers can look."""

"""What the kernel forbids a reader: everything but its own input and its own scratch folder."""

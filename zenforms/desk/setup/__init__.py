"""A desk's own files: made, opened, and read with every mistake named."""

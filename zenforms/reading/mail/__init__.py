"""E-mail in all its shapes becomes a letter: envelope, words, files."""

"""The desk does exactly one thing about each drop, and loses nothing."""

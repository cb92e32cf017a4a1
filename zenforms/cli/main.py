"""The door."""


def run() -> None:
    """Run the command line."""

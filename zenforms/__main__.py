"""`python -m zenforms`."""

from zenforms.cli.main import run

if __name__ == "__main__":
    run()

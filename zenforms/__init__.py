"""A support desk that works by PDF form."""

__version__ = "0.1.0"

"""Whence: every claim, traced to who said it."""

__version__ = "0.1.0"

"""What can be wrong with a whole file of past orders, as one sentence that names the row or the column."""

from __future__ import annotations


class BadOrderFile(Exception):
    """A file that cannot be imported; the message says where it is wrong and, if known, what to do about it."""

"""Test support: other people's programs and texts, which ours is held against where they can be had."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def skip_peer(reason: str, required_by: str = "REQUIRE_CHECKER") -> NoReturn:
    """Skip a test for want of such a thing; where this variable is 1, which says that it must be there, fail it."""
    if os.environ.get(required_by) == "1":
        pytest.fail(reason)
    pytest.skip(reason)

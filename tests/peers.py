"""Test support: other people's programs and texts, which ours is held against where they can be had."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def skip_peer(reason: str) -> NoReturn:
    """Skip a test for want of such a thing; where REQUIRE_CHECKER=1 says that it must be there, the test fails."""
    if os.environ.get("REQUIRE_CHECKER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)

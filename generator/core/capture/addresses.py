"""In: the address of a page, as somebody states it. Out: what it has in common with others of the same page.

Must not be followed: it is only compared.
"""

from __future__ import annotations

import re


def fold_address(address: str) -> str:
    """An address without what does not make it another page: the scheme, www, a fragment, a last slash."""
    return re.sub(r"^https?://(?:www\.)?|#.*$|/$", "", address)

"""In: texts. Out: the same under their digests, opened only where they are needed; steps that lead from texts to texts.

Must not keep anything: where a text lies, and what was made of it before, the bench knows that it is handed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol, TypeVar

Shared = TypeVar("Shared")
Step = Callable[[Shared, Sequence[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text that is known by its digest; None where it is not at hand, but where the bench finds it."""

    key: str
    text: str | None = None


Leaves = Sequence[Leaf]


class Bench(Protocol):
    """Where texts lie and steps are worked out."""

    def open(self, leaves: Leaves, /) -> list[str]:
        """Their texts."""
        ...

    def each(self, step: Step[Shared], shared: Shared, items: Sequence[Leaves], /) -> list[tuple[Leaf, ...]]:
        """What a step makes of each item: worked out anywhere, or remembered."""
        ...


def make_leaf(text: str) -> Leaf:
    """A text at hand."""
    return Leaf(digest(text), text)


def digest(*parts: str | bytes) -> str:
    """A name for exactly these values, in this order."""
    made: list[bytes] = []
    for part in parts:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part  # a path may hold any byte
        made += (b"%d:" % len(data), data)
    return blake2b(b"".join(made), digest_size=16).hexdigest()

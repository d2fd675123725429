"""Test support: what nobody should type, and somebody will; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable

_WORDS = "bridge lorries ford Reed council cracked the of 1,000 3.5 title author says"
WORDS = _WORDS.split()
SIGNS = ("+", "-", ":", "~", "^", "*", "~1", "~2", "^3", "\\", '"', "“", "”", "„", "«", "»", "(", ")", "&&", "||", "!")
TRAPS = (
    "__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "valueOf", "__defineGetter__", "then",
    "undefined", "null", "NaN", "Infinity", "-0", "1e999", "true", "javascript:alert(1)",
    "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "{{7*7}}", "${alert(1)}", "%00",
    "%zz", "../../../etc/passwd", "search/m.js",
    "title:__proto__", "__proto__:title", "constructor:^2", "+__proto__ -constructor", "*:*", "NOT AND OR", "AND", "\\",
    "a/**/b", "' OR 1=1 --", "foo^99999999999999999999", "foo~99999999999999999999", "~9", "^", "title:title:title:",
)  # fmt: skip
SCRIPTS = ((0x20, 0x7F), (0xA0, 0x24F), (0x300, 0x36F), (0x400, 0x4FF), (0x590, 0x6FF), (0x900, 0x97F),
           (0x1100, 0x11FF), (0x2000, 0x206F),
           (0x3040, 0x30FF), (0x4E00, 0x4EFF), (0xAC00, 0xACFF), (0xFB50, 0xFDFF), (0xFE00, 0xFE0F),
           (0xFF00, 0xFFEF), (0x1F300, 0x1F64F), (0x1D400, 0x1D4FF), (0xE0000, 0xE007F))  # fmt: skip
LONG = ("x" * 100_000, "a " * 50_000, "*" * 100_000, '"' * 100_001, "~" * 100_000, "🚛" * 50_000, "x" * 999 + "🚛",
        "+" * 1000, "a:" * 500, "title:" * 166, "a\u0301" * 500, "\u202e" * 1000, "lorry~2 " * 100,
        "-bridge " * 120)  # fmt: skip


def _soup(chance: random.Random) -> str:
    """Operators of the query language in any order, some of them between words."""
    pieces = chance.choices((*SIGNS, *WORDS, *TRAPS, " ", "  "), k=chance.randint(1, 12))
    return chance.choice(("", " ")).join(pieces)


def _noise(chance: random.Random) -> str:
    """Characters of every kind of script, invisible ones, and marks that stand on nothing."""
    return "".join(chr(chance.randint(*chance.choice(SCRIPTS))) for _ in range(chance.randint(1, 40)))


def _control(chance: random.Random) -> str:
    """Control characters, noncharacters and halves of characters among words."""
    odd = (
        *map(chr, range(32)),
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\udfff",
        "\u202e",
        "\u2066",
    )
    return "".join(chance.choices((*odd, *WORDS, " "), k=chance.randint(1, 20)))


def _bent(chance: random.Random) -> str:
    """A good query with something put in, taken out or doubled."""
    text = chance.choice(
        ('"bridge is shut"', "+lorries -ford", "title:bridge^2", "lorry~1 cracked", "bri* counc*", "says:crack*")
    )
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(text))
        text = (
            text[:at]
            + chance.choice(("", text[at : at + 2] * 2, chance.choice(SIGNS)))
            + text[at + chance.randint(0, 2) :]
        )
    return text


def hostile_queries(count: int, seed: int) -> list[str]:
    """So many queries: every trap and every long one first, the rest by chance."""
    chance = random.Random(seed)
    makers: tuple[Callable[[random.Random], str], ...] = (_soup, _noise, _control, _bent)
    queries = [*TRAPS, *LONG]
    while len(queries) < count:
        queries.append(chance.choice(makers)(chance))
    return queries

"""In: a language and a whole number. Out: the plural category that the number takes in it.

Must not know any words. The rules are those of CLDR 45, supplemental/plurals.xml, for whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_MILLION = 1_000_000
_LOOKED_AT = range(201)  # numbers that between them take every category but that of millions

Rule = Callable[[int], str]


def _never(_: int) -> str:
    return "other"


def _one(n: int) -> str:
    return "one" if n == 1 else "other"


def _nought_or_one(n: int) -> str:
    return "one" if n < 2 else "other"


def _one_or_millions(n: int) -> str:
    return "one" if n == 1 else "many" if n and n % _MILLION == 0 else "other"


def _nought_one_or_millions(n: int) -> str:
    return "one" if n < 2 else "many" if n % _MILLION == 0 else "other"


def _ends_in_one(n: int) -> str:
    return "one" if n % 10 == 1 and n % 100 != 11 else "other"


def _filipino(n: int) -> str:
    return "one" if n in (1, 2, 3) or n % 10 not in (4, 6, 9) else "other"


def _hebrew(n: int) -> str:
    return {1: "one", 2: "two"}.get(n, "other")


def _arabic(n: int) -> str:
    if n < 3:
        return ("zero", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


def _east_slavic(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


def _south_slavic(n: int) -> str:
    found = _east_slavic(n)
    return "other" if found == "many" else found


def _polish(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


def _czech(n: int) -> str:
    return "one" if n == 1 else "few" if n in (2, 3, 4) else "other"


def _slovenian(n: int) -> str:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(n % 100, "other")


def _lithuanian(n: int) -> str:
    if n % 10 == 0 or 11 <= n % 100 <= 19:
        return "other"
    return "one" if n % 10 == 1 else "few"


def _latvian(n: int) -> str:
    if n % 10 == 0 or 11 <= n % 100 <= 19:
        return "zero"
    return "one" if n % 10 == 1 else "other"


def _romanian(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if n == 0 or 1 <= n % 100 <= 19 else "other"


def _irish(n: int) -> str:
    if n in (1, 2):
        return ("one", "two")[n - 1]
    return "few" if 3 <= n <= 6 else "many" if 7 <= n <= 10 else "other"


def _welsh(n: int) -> str:
    return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(n, "other")


def _scottish(n: int) -> str:
    if n in (1, 11):
        return "one"
    return "two" if n in (2, 12) else "few" if 3 <= n <= 19 else "other"


def _maltese(n: int) -> str:
    if n in (1, 2):
        return ("one", "two")[n - 1]
    return "few" if n == 0 or 3 <= n % 100 <= 10 else "many" if 11 <= n % 100 <= 19 else "other"


_RULES: Mapping[str, Rule] = {
    language: rule
    for languages, rule in (
        ("id ja km ko lo ms my th vi wo yo yue zh", _never),
        ("af az bg ckb da de el en eo et eu fi fo fy gl ha hu ia ka kk ku ky lb ml mn mr nb ne nl nn no", _one),
        ("om or ps rm sd so sq sv sw ta te tk tr ug ur uz xh yi", _one),
        ("am as bn fa gu hi hy kn ln mg pa si ti zu", _nought_or_one),
        ("ca es it", _one_or_millions),
        ("fr pt", _nought_one_or_millions),
        ("is mk", _ends_in_one),
        ("fil tl", _filipino),
        ("he", _hebrew),
        ("ar", _arabic),
        ("be ru uk", _east_slavic),
        ("bs hr sh sr", _south_slavic),
        ("pl", _polish),
        ("cs sk", _czech),
        ("sl", _slovenian),
        ("lt", _lithuanian),
        ("lv", _latvian),
        ("mo ro", _romanian),
        ("ga", _irish),
        ("cy", _welsh),
        ("gd", _scottish),
        ("mt", _maltese),
    )
    for language in languages.split()
}


def knows(language: str) -> bool:
    """Whether the table has a rule for a language tag (BCP 47); its first subtag decides."""
    return _first(language) in _RULES


@lru_cache(maxsize=4096)
def category(language: str, number: int) -> str:
    """The category of a whole number; a language without a rule here counts in 'other' alone."""
    return _RULES.get(_first(language), _never)(abs(number))


def categories(language: str) -> tuple[str, ...]:
    """The categories that whole numbers below a million take, in the order of CLDR, and 'other'."""
    taken = {category(language, number) for number in _LOOKED_AT} | {"other"}
    return tuple(each for each in CATEGORIES if each in taken)


def may_have(language: str) -> frozenset[str]:
    """All categories that a phrase may have a form for; that of millions alone ('many' in French) may be left out."""
    return frozenset((*categories(language), category(language, _MILLION)))


def _first(language: str) -> str:
    return language.lower().split("-", 1)[0]

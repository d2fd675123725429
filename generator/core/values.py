"""In: one value as TOML gives it. Out: the same value, or why it cannot stand: the kinds of value the records name.

Must not look at other keys, and must not convert: a date stays as it was written.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator, Strict, WithJsonSchema

from generator.core.dates import read_when
from generator.core.record_faults import refuse, say_kind, say_value
from generator.core.unseen import find_unseen

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_COMMENT_ID = re.compile(r"[A-Za-z0-9._-]{1,80}")
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]{0,79}#[a-z0-9][a-z0-9-]{0,79}")
_PUBLIC = re.compile(
    rf"(?:article/{_ID.pattern}(?:\.comments-[0-9]{{1,6}})?\.html(?:#[A-Za-z0-9._-]{{1,200}})?"
    rf"|(?:source|question|pages)/{_ID.pattern}\.html)"
)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_FOLDER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.I)
_TAKEN = ("content", "dist", "generator", "tests")
_UNFIT = re.compile(r"[^a-z0-9]+")
_LARGEST = 15  # digits before and after the point that a figure may have
_WRITE = "write 2017-10-15, or with its doubts in quotes: '2017-10-11~'"


def _check_words(words: str) -> str:
    if not words.strip():
        raise refuse("empty-value", "is empty", "write it, or take the line out if it is not known")
    return words


def _check_id(words: str) -> str:
    if not _ID.fullmatch(_check_words(words)):
        better = _UNFIT.sub("-", words.lower())[:80].strip("-")
        hint = f"write it as {better!r}" if better else ""
        raise refuse("bad-id", "must be small letters a-z, digits and hyphens, at most 80, no hyphen first", hint)
    return words


def is_device(name: str) -> bool:
    """Whether Windows takes a file of this name for a device, whatever its ending."""
    return bool(_DEVICE.fullmatch(name))


def _check_page_id(words: str) -> str:
    if is_device(_check_id(words)):
        hint = f"write it as '{words}-1', or choose another word"
        raise refuse("bad-id", "cannot be the name of a page: Windows takes it for a device", hint)
    return words


def _check_comment_id(words: str) -> str:
    if not _COMMENT_ID.fullmatch(_check_words(words)):
        raise refuse("bad-id", "must be letters a-z, digits, dots, hyphens and underscores, at most 80")
    return words


def _check_address(words: str) -> str:
    if not _ADDRESS.fullmatch(_check_words(words)):
        hint = "such as '2020-01-02-mill-closes#owner-denies'"
        raise refuse("bad-claim-address", "must be an article's id, #, and the id of one of its claims", hint)
    return words


def _check_public(words: str) -> str:
    if not is_public(_check_words(words)):
        hint = "copy it from ids.lock: 'article/2020-01-02-mill.html#c-closed', 'source/ann.html'"
        raise refuse("bad-public-address", "must be an address of this site, as ids.lock has it", hint)
    return words


def is_public(words: str) -> bool:
    """Whether this is the form of an address that an author's ids make, such as article/x.html#c-3."""
    return bool(_PUBLIC.fullmatch(words))


def _check_digest(words: str) -> str:
    if not _DIGEST.fullmatch(_check_words(words)):
        hint = "what `sha256sum` prints: 64 digits and small letters a-f"
        raise refuse("bad-digest", "must be a SHA-256 digest", hint)
    return words


def _check_url(words: str) -> str:
    _check_words(words)
    try:
        parts = urlsplit(words)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or re.search(r"\s", words):
        raise refuse("bad-url", "must be a whole address", "begin it with https:// or http://")
    if any(True for _ in find_unseen(words)):
        raise refuse(
            "bad-url", "holds a character that nobody sees", "write the address anew, or copy it from its page"
        )
    return words


def _check_base(words: str) -> str:
    if "?" in _check_url(words) or "#" in words:
        raise refuse("bad-url", "must be the address of a folder", "end it before the ? or #")
    return words


def _check_language(words: str) -> str:
    if not _LANGUAGE.fullmatch(words):
        raise refuse("bad-language", "must be a language tag (BCP 47)", "such as 'en', 'ar' or 'pt-BR'")
    return words


def _check_folder(words: str) -> str:
    if not _FOLDER.fullmatch(words) or words in _TAKEN:
        raise refuse(
            "bad-theme",
            "must be the plain name of a folder beside site.toml",
            "no slash, no dot first, and not content or dist",
        )
    return words


def _check_when(value: object) -> date | datetime | str:
    if not isinstance(value, str | date):
        raise refuse("wrong-type", f"must be a date or an EDTF string; this is {say_kind(value)}", _WRITE)
    if isinstance(value, str):
        _check_words(value)
    if read_when(value) is None:
        hint = "write 2017-10-15, '2017-10', '2017-10-11~', '../2017-10-13' or '[2017-10-11,2017-10-12]'"
        raise refuse("bad-date", f"is not a date that can be read: {say_value(value)!r}", hint)
    return value


def _check_figure(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refuse("wrong-type", f"must be a number; this is {say_kind(value)}", "write 85 or 1.5, without quotes")
    # measured before it is converted: a number of a million digits must cost nothing
    fits = abs(value) < 10**_LARGEST if isinstance(value, int) else value.is_finite()
    if fits and isinstance(value, Decimal):
        fits = not value or (abs(value.adjusted()) < _LARGEST and int(value.as_tuple().exponent) > -_LARGEST)
    if not fits:
        raise refuse("out-of-range", f"must be a number of at most {_LARGEST} digits")
    return Decimal(value)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[str, AfterValidator(_check_words)]
Id = Annotated[str, AfterValidator(_check_id), WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"})]
PageId = Annotated[
    str, AfterValidator(_check_page_id), WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"})
]
CommentId = Annotated[
    str, AfterValidator(_check_comment_id), WithJsonSchema({"type": "string", "pattern": f"^{_COMMENT_ID.pattern}$"})
]
Address = Annotated[
    str, AfterValidator(_check_address), WithJsonSchema({"type": "string", "pattern": f"^{_ADDRESS.pattern}$"})
]
PublicAddress = Annotated[
    str, AfterValidator(_check_public), WithJsonSchema({"type": "string", "pattern": f"^{_PUBLIC.pattern}$"})
]
Digest = Annotated[
    str, AfterValidator(_check_digest), WithJsonSchema({"type": "string", "pattern": f"^{_DIGEST.pattern}$"})
]
Url = Annotated[str, AfterValidator(_check_url), WithJsonSchema({"type": "string", "format": "uri"})]
BaseUrl = Annotated[str, AfterValidator(_check_base), WithJsonSchema({"type": "string", "format": "uri"})]
Language = Annotated[
    str, AfterValidator(_check_language), WithJsonSchema({"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"})
]
WhenValue = Annotated[date | datetime | str, PlainValidator(_check_when), WithJsonSchema({"type": "string"})]
Figure = Annotated[Decimal, PlainValidator(_check_figure), WithJsonSchema({"type": "number"})]
Ids = Annotated[tuple[Id, ...], Strict(False)]
PageIds = Annotated[tuple[PageId, ...], Strict(False)]
Names = Annotated[tuple[Words, ...], Strict(False)]
References = Annotated[
    tuple[Words, ...], Strict(False), BeforeValidator(_listed, json_schema_input_type=str | list[str])
]
Format = Literal["plain", "markdown"]
Theme = Annotated[
    str, AfterValidator(_check_folder), WithJsonSchema({"type": "string", "pattern": f"^{_FOLDER.pattern}$"})
]

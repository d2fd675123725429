"""In: forms of citations, and the places they cite. Out: each place cited in every form, as HTML for a page.

Must not write anything but what `reveal` makes of the same words: it only spares itself what many places share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.core.citation_forms import STYLES, Form, Forms, Place, fill, list_values
from generator.core.safe_html import Html, escape, reveal, trusted
from generator.core.unseen import may_hide


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation in all its forms."""

    words: Html
    bibtex: Html
    csl: Html


class Pen:
    """Writes places of one kind: what their citations share is escaped once."""

    def __init__(self, forms: Forms, base: str) -> None:
        """`base` is written before every address."""
        self._base = base
        self._forms = (forms.words, forms.bibtex, forms.csl)
        self._hides = may_hide("".join(text for form in self._forms for text in _list_texts(form)))
        self._escaped = tuple(map(_escape_form, self._forms))

    def cite(self, place: Place) -> Cited:
        """This place."""
        values = list_values(place, self._base)
        if self._hides or may_hide("".join(values.values())):  # whether a sign deceives depends on what is beside it
            return Cited(*(reveal(fill(form, values, style)) for form, style in zip(self._forms, STYLES, strict=True)))
        values["address"] = escape(values["address"])
        said = "".join([value for name, value in values.items() if name != "address"])
        styles = _STYLES if _SIGNS.search(said) else _AS_IT_IS
        return Cited(*[trusted(fill(form, values, style)) for form, style in zip(self._escaped, styles, strict=True)])


def _style(write: Callable[[str], str]) -> Callable[[str], str]:
    return lambda words: escape(write(words))


_STYLES = tuple(map(_style, STYLES))
_AS_IT_IS = (str,) * len(STYLES)
# whatever HTML, BibTeX or JSON writes otherwise, and what no page may hold
_SIGNS = re.compile("[<>&\"'\\\\{}$#%_~^\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _list_texts(form: Form) -> Iterator[str]:
    for part in form:
        yield part if isinstance(part, str) else part[0] + part[2]


def _escape_form(form: Form) -> Form:
    """The form, all but its variables as HTML; what stands side by side is joined."""
    joined: list[str | tuple[str, str, str]] = []
    for part in form:
        if not isinstance(part, str):
            joined.append((escape(part[0]), part[1], escape(part[2])))
        elif joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(escape(part) if isinstance(part, str) else part for part in joined)

"""In: tombstones.toml, and the addresses there are. Out: what stands where something was withdrawn, or what is wrong.

Must not know a word of what was withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated

from pydantic import Field, Strict

from generator.core.dates import read_when
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, warning
from generator.core.fields import locate, read_record
from generator.core.ledger import Ledger
from generator.core.model import Tombstone
from generator.core.record_faults import Record
from generator.core.text import Text
from generator.core.values import PublicAddress, WhenValue, Words

TOMBSTONES = "content/tombstones.toml"


class TombstoneRecord(Record):
    """One [[gone]] of tombstones.toml."""

    was: PublicAddress = Field(description="the address that was published, as ids.lock has it")
    reason: Words = Field(description="why it went, in a sentence for readers")
    successor: PublicAddress = Field("", description="the address where readers should go instead")
    date: WhenValue | None = Field(None, description="when it went")


class TombstonesRecord(Record):
    """tombstones.toml."""

    gone: Annotated[tuple[TombstoneRecord, ...], Strict(False)] = Field((), description="what was withdrawn")


def read_tombstones(text: Text) -> Checked[tuple[Tombstone, ...]]:
    """tombstones.toml, in its order. Errors: those of a record, and `repeated-tombstone`."""
    read = read_record(text, TombstonesRecord)
    if read.value is None:
        return Checked(None, read.diagnostics)
    first: dict[str, int] = {}
    found: list[Diagnostic] = []
    for index, record in enumerate(read.value.gone):
        known = first.setdefault(record.was, index)
        if known != index:
            related = [("the first is here", locate(text, ("gone", known, "was")))]
            place = locate(text, ("gone", index, "was"))
            found.append(error("repeated-tombstone", f"{record.was} has two tombstones", place, "keep one", related))
    return Checked(
        tuple(
            Tombstone(each.was, each.reason, each.successor, read_when(each.date) if each.date is not None else None)
            for each in read.value.gone
        ),
        tuple(found),
    )


def check_tombstones(
    text: Text, tombstones: Sequence[Tombstone], there: Collection[str], ledger: Ledger
) -> Iterator[Diagnostic]:
    """What cannot stand: a tombstone where something is, a successor that is not there, an address nobody knew."""
    pages = {each.was for each in tombstones if "#" not in each.was}
    for index, each in enumerate(tombstones):
        place = locate(text, ("gone", index, "was"))
        page = each.was.partition("#")[0]
        if each.was in there:
            hint = "take this tombstone out, or withdraw what it stands for"
            yield error("not-gone", f"{each.was} is not gone: the archive publishes it", place, hint)
        elif page not in there and page not in pages:
            hint = f"give the page a tombstone as well: was = {page!r}"
            yield error("no-page-for-tombstone", f"there is no page {page} for this tombstone to stand on", place, hint)
        elif ledger and each.was not in ledger:
            hint = did_you_mean(each.was, ledger) or "copy the address from ids.lock"
            yield warning("never-published", f"ids.lock does not know {each.was}", place, hint)
        if each.successor and each.successor not in there:
            hint = did_you_mean(each.successor, there) or "name an address that is there, or leave successor out"
            place = locate(text, ("gone", index, "successor"))
            yield error("unknown-successor", f"there is nothing at {each.successor}", place, hint)

"""What is sealed comes back as it was; sums are of values, and of nothing else."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from errno import ENOSPC
from io import BytesIO
from pathlib import Path

import pytest

from generator.core.pages.claims import ClaimView, show_claim
from generator.edge.sealing import Locker, Sums, seal
from tests.core.pages.rendering import lay_out_all
from tests.core.pages.sample import sample_archive, sample_stage

STAGE = sample_stage()
CLAIM = show_claim(STAGE, STAGE.catalogue.entries[0])


def test_a_value_comes_back_as_it_was_sealed() -> None:
    archive = sample_archive()
    again = pickle.loads(seal(archive))
    assert again == archive
    assert repr(again) == repr(archive)


def test_what_is_locked_away_is_given_back_in_any_order(tmp_path: Path) -> None:
    locker = Locker(tmp_path)
    first, second = locker.put(b"first"), locker.put(b"the second")
    assert first
    assert second
    assert (second.open(), first.open(), second.open()) == (b"the second", b"first", b"the second")
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_place_nothing_is_kept(tmp_path: Path) -> None:
    assert Locker(tmp_path / "nowhere").put(b"sealed") is None


class SmallDisk(BytesIO):
    def write(self, data, /):  # type: ignore[no-untyped-def]
        if self.tell() + len(data) > len(b"sealed"):
            raise OSError(ENOSPC, "no space left on device")
        return super().write(data)


def test_a_full_disk_is_left_to_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = SmallDisk()
    monkeypatch.setattr("generator.edge.sealing.TemporaryFile", lambda **_: disk)
    locker = Locker(None)
    kept = locker.put(b"sealed")
    assert kept
    assert kept.open() == b"sealed"
    assert locker.put(b"more") is None
    assert disk.closed
    assert (kept.open(), locker.put(b"more")) == (b"", None)


def test_equal_values_have_one_sum_whichever_of_them_are_one_object() -> None:
    sums, plain = Sums(ClaimView), Sums()
    again = pickle.loads(pickle.dumps(CLAIM))
    assert again is not CLAIM
    assert sums.sum((CLAIM, CLAIM)) == sums.sum((CLAIM, again)) == Sums(ClaimView).sum((again, again))
    assert plain.sum((CLAIM, CLAIM)) == plain.sum((CLAIM, again))


@pytest.mark.parametrize("name", [field.name for field in fields(ClaimView)])
def test_no_field_of_a_claim_may_change_unseen(name: str) -> None:
    sums = Sums(ClaimView)
    other = replace(CLAIM, **{name: "something else"})
    assert sums.sum((CLAIM, other)) != sums.sum((CLAIM, CLAIM))
    assert sums.sum(other) != sums.sum(CLAIM)


def test_all_pages_have_sums_of_their_own_and_keep_them() -> None:
    stages = (STAGE, sample_stage())
    pages = [lay_out_all(each) for each in stages]
    first, second = ([Sums(ClaimView).sum(page) for page in some] for some in pages)
    assert first == second
    assert len(set(first)) == len(first)

"""In: what `accept` was asked for. Out: ids.lock, with what the archive publishes now."""

from __future__ import annotations

import click

from generator.desk import FAULTS, Wishes, close, hire_workers, knows_wishes, show


@knows_wishes
@click.command()
@click.pass_obj
def accept(wishes: Wishes) -> int:
    """Record every address in ids.lock, and where each claim stands. Commit that file with the content.

    From then on a build fails where a recorded address is gone without a tombstone in content/tombstones.toml, and
    warns where a claim stands elsewhere than it did. Nothing but ids.lock is written.

    \b
    Example:
      python -m generator accept
    """
    from generator.edge.keeping import accept_archive
    from generator.telling import say_accepted

    with hire_workers(None, quiet=True) as workers:
        made = accept_archive(wishes.root, workers)
    if made.value is None:
        show(made.diagnostics, after="; ids.lock is as it was")
        return FAULTS
    return close(wishes, made, say_accepted(made.value))

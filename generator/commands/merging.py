"""In: what `merge-claims` was asked for. Out: what an edited table changes; with --write, claims.toml with it."""

from __future__ import annotations

from pathlib import Path

import click

from generator.desk import Wishes, close, hire_workers, knows_wishes


@knows_wishes
@click.command("merge-claims")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Write the changes into the claims.toml of each article.")
@click.pass_obj
def merge_claims(wishes: Wishes, table: Path, write: bool) -> int:
    """Compare TABLE, a claims.csv that was edited in a spreadsheet, with the archive, and say what it changes.

    Nothing is written without --write; then each changed value takes the place of the old one, and every other byte
    of claims.toml stays. Rows and columns that the table leaves out stay as they are. Run check afterwards.

    \b
    Examples:
      python -m generator export csv --output tables
      python -m generator merge-claims tables/claims.csv
      python -m generator merge-claims tables/claims.csv --write
    """
    from generator.edge.merging import merge_claims as merge
    from generator.telling import say_changes

    with hire_workers(None, quiet=True) as workers:
        made = merge(wishes.root, workers, table, write=write)
    return close(wishes, made, say_changes(made.value or (), written=write))


@knows_wishes
@click.command("import-annotations")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_annotations(wishes: Wishes, file: Path) -> int:
    """Make drafts of claims of W3C Web Annotations (JSON-LD) that others made on the archive's pages.

    The compact form of JSON-LD is read as it is, every other with the extra json-ld; no context is fetched.

    They go to claims-draft.toml beside the claims of each article, which nothing reads: move to claims.toml what holds,
    and say there who speaks. What became of each annotation is told; nothing that is there is changed.

    \b
    Example:
      python -m generator import-annotations annotations.jsonld
    """
    from generator.edge.foreign import import_annotations as bring_in
    from generator.telling import say_drafts

    with hire_workers(None, quiet=True) as workers:
        made = bring_in(wishes.root, workers, file)
    return close(wishes, made, say_drafts(made.value or ()))

"""In: what `publish` was asked for. Out: the built site at an address, or what would be sent."""

from __future__ import annotations

from pathlib import Path

import click

from generator.desk import Wishes, close, knows_wishes, watch_work
from generator.telling import show_path, sum_up_publication


def _note_options(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if any(not name or not equals for name, equals, _ in pairs):
        raise click.BadParameter("this must be NAME=VALUE, such as endpoint_url=https://storage.example.org")
    return {name: value for name, _, value in pairs}


@knows_wishes
@click.command()
@click.argument("target")
@click.option("--site", type=click.Path(path_type=Path), metavar="DIR", help="[default: dist, beside site.toml]")
@click.option("--dry-run", is_flag=True, help="Say what would be sent and removed, and touch nothing.")
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_note_options,
    help="For the storage.",
)
@click.pass_obj
def publish(wishes: Wishes, target: str, site: Path | None, dry_run: bool, options: dict[str, str]) -> int:
    """Send the built site to TARGET: a folder, or any address that fsspec knows, such as an object store.

    Only what changed is sent, what pages need before the pages, the ways in last, so that a reader never meets a page
    whose parts are missing. What Whence did not put there is left alone. Credentials are those of the storage's own
    tools; none is read from the archive.

    \b
    Examples:
      python -m generator publish s3://bucket/archive --dry-run
      python -m generator publish s3://bucket/archive --option endpoint_url=https://storage.example.org
      python -m generator publish /srv/www/archive
    """
    from generator.edge.publish import publish_site

    folder = site or wishes.root / "dist"
    with watch_work(wishes.quiet) as watch:
        done = publish_site(folder, target, options, watch, dry_run=dry_run)
    return close(wishes, done, sum_up_publication(done.value, show_path(folder), target, dry_run) if done.value else "")

"""In: what `new` was asked for. Out: an archive to learn from, or the folder of an article."""

from __future__ import annotations

from pathlib import Path

import click

from generator.desk import Wishes, close, knows_wishes
from generator.telling import show_path


@knows_wishes
@click.group()
def new() -> None:
    """Begin an archive, or an article."""


@knows_wishes
@new.command("site")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.pass_obj
def new_site(wishes: Wishes, folder: Path) -> int:
    """Make a small archive that builds, to learn from.

    \b
    Example:
      python -m generator new site my-archive
      python -m generator build --root my-archive
    """
    from generator.edge import author

    made = author.new_site(folder)
    there = show_path(folder)
    return close(wishes, made, f"made {there}; build it: python -m generator build --root {there}")


@knows_wishes
@new.command("article")
@click.argument("title")
@click.pass_obj
def new_article(wishes: Wishes, title: str) -> int:
    """Make the folder of a new article.

    \b
    Example:
      python -m generator new article "Bridge falls at Low Ferry"
    """
    from generator.edge import author

    made = author.new_article(wishes.root, title)
    return close(wishes, made, f"made {show_path(made.value)}" if made.value else "")

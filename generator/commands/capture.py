"""In: what `import` was asked for. Out: article folders, or the account of what would become of every line."""

from __future__ import annotations

from pathlib import Path

import click

from generator.desk import Wishes, close, knows_wishes, watch_work


@knows_wishes
@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--outlet", metavar="ID", help="The source that published them, where you know it.")
@click.option("--url", metavar="URL", help="Where the original stands; of a web archive, the page to take.")
@click.option("--published", metavar="DATE", help="A date, or an EDTF string such as 2017-10-11~.")
@click.option("--captured", metavar="DATE", help="When the page was saved, where it does not say so itself.")
@click.option("--update", is_flag=True, help="A later copy of a page of the archive becomes its new version.")
@click.option("--article", metavar="ID", help="With --update: the article of which it is a later copy.")
@click.option("--dry-run", is_flag=True, help="Say what would become of every line or block, and write nothing.")
@click.pass_obj
def import_(wishes: Wishes, /, files: tuple[Path, ...], dry_run: bool, update: bool, **given: str | None) -> int:
    """Make article folders of saved pages, HTML or plain text. Nothing is overwritten, lost in silence or invented.

    With --update, a page that the archive has already is taken for a later copy of it: its text, comments and pictures
    take the place of the earlier ones, which are kept in versions/; your edits stay where the page has not changed
    there too; and what became of every claim is told. A page the archive does not have becomes a new article.

    \b
    Examples:
      python -m generator import saved/*.txt --dry-run
      python -m generator import "The dam holds.html"
      python -m generator import wordpress.2024-01-01.xml --outlet ya-libnan
      python -m generator import "The dam holds, a year later.html" --update --dry-run
      python -m generator import harbour.wacz --url https://harbour.example/ferry
      python -m generator import raqqa.txt --outlet ya-libnan --published 2017-10-15
    """
    from generator.edge.drafting import Given
    from generator.edge.importing import import_pages

    if given["article"] and not update:
        raise click.UsageError("--article is of use with --update alone")
    known = Given(**{key: value or "" for key, value in given.items()}, update=update)
    with watch_work(wishes.quiet) as watch:
        made = import_pages(wishes.root, files, known, dry_run=dry_run, watch=watch)
    return close(wishes, made, made.value or "")

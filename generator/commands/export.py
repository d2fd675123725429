"""In: what `export` and `schema` were asked for. Out: files in the forms that other tools read."""

from __future__ import annotations

from pathlib import Path

import click

from generator.desk import Wishes, close, hire_workers, knows_wishes
from generator.telling import show_path

NAMES = {
    "annotations": "annotations.jsonld",
    "argdown": "questions.argdown",
    "bibtex": "citations.bib",
    "csl": "citations.json",
    "csv": "tables",
    "epub": "archive.epub",
    "sqlite": "archive.db",
}


@knows_wishes
@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(NAMES)))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="[default: named by the format]")
@click.pass_obj
def export(wishes: Wishes, form: str, output: Path | None) -> int:
    """Write the archive for other tools. Nothing is overwritten.

    \b
    FORMAT is one of
      annotations  every claim as a W3C Web Annotation (JSON-LD)
      argdown      the questions as an argument map
      bibtex, csl  the reports for reference managers
      csv          tables, with a Frictionless data package
      epub         everything to be read, as a book with its pictures
      sqlite       everything in one database, for Datasette or any SQL

    \b
    Examples:
      python -m generator export sqlite
      python -m generator export csv --output /tmp/tables
    """
    from generator.edge.export import export_archive

    target = output or Path(NAMES[form])
    with hire_workers(None, wishes.quiet) as workers:
        made = export_archive(wishes.root, workers, form, target)
    return close(wishes, made, f"wrote {show_path(target)}")


@knows_wishes
@click.command()
@click.pass_obj
def schema(wishes: Wishes) -> int:
    """Write a JSON Schema of each content file, so that editors complete and check them.

    They go to schemas/ beside site.toml, and .taplo.toml says which is for which; editors that know TOML through Taplo
    find them by it. Front matter has its schemas too, article and page.

    \b
    Example:
      python -m generator schema
    """
    from generator.edge.export import export_schemas

    made = export_schemas(wishes.root)
    return close(wishes, made, "\n".join(f"wrote {show_path(each)}" for each in made.value or ()))

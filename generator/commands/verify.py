"""In: what `verify` was asked for. Out: whether a copy of a site is whole, and the one that its archive makes."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.build import note_address
from generator.desk import DONE, FAULTS, Wishes, hire_workers, knows_wishes, say, show
from generator.telling import say_comparison, say_difference, show_path


@knows_wishes
@click.command()
@click.argument("copy", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[DIST]")
@click.option("-b", "--base-url", metavar="URL", callback=note_address, help="The one it was built with, if any.")
@click.option("--lenient", is_flag=True, help="It was built with build --lenient.")
@click.option("--sums-only", is_flag=True, help="Do not build the archive to compare.")
@click.pass_obj
def verify(wishes: Wishes, copy: Path | None, base_url: str | None, lenient: bool, sums_only: bool) -> int:
    """Say whether a copy of a site is whole: every file as its checksums.txt has it, none missing, none added.

    Where the archive is at hand (site.toml, here or in --root), also whether a build of it gives the same bytes.
    A copy can be checked without Whence as well: sha256sum -c checksums.txt, in its folder.

    \b
    Examples:
      python -m generator verify
      python -m generator verify ~/Downloads/archive-copy --sums-only
      python -m generator verify dist --base-url https://you.github.io/archive/
    """
    from generator.edge.dist import MANIFEST
    from generator.edge.fixity import compare_content, compare_sums, digest_sums
    from generator.edge.report import Options

    copy = copy or wishes.root / "dist"
    folder = show_path(copy)
    try:
        compared = compare_sums(copy)
        digest = digest_sums(copy)
    except OSError as failure:
        say(f"{folder}: there is no {MANIFEST} that can be read: {(failure.strerror or '').lower()}", aside=True)
        return FAULTS
    say_all(wishes, say_comparison(compared, folder), compared.whole)
    whole = compared.whole
    if not sums_only and (wishes.root / "site.toml").is_file():
        with hire_workers(None, quiet=True) as workers:
            report, difference = compare_content(wishes.root, copy, workers, Options(copy, base_url, lenient))
        if difference is None:
            show(report.diagnostics, after=f"; so {folder} could not be compared with its archive")
        else:
            say_all(wishes, say_difference(difference, folder), difference.whole)
        whole = whole and difference is not None and difference.whole
    if not wishes.quiet:
        say(f"the digest of {MANIFEST}, which stands for all of it: {digest}")
        say(f"to check without Whence: cd {folder} && sha256sum -c {MANIFEST}")
    return DONE if whole else FAULTS


def say_all(wishes: Wishes, lines: list[str], whole: bool) -> None:
    """Faults are told also to who wants to hear nothing else."""
    if not (whole and wishes.quiet):
        say("\n".join(lines), aside=not whole)

"""In: what `serve` was asked for. Out: the site shown on this machine, until it is stopped."""

from __future__ import annotations

import click

from generator.desk import DONE, Wishes, knows_wishes, say
from generator.telling import show_path

PORT = 8000


@knows_wishes
@click.command()
@click.option("-p", "--port", type=click.IntRange(0, 65535), metavar="N", help=f"[default: {PORT}, or the next free]")
@click.option("--open", "open_it", is_flag=True, help="Open it in a browser.")
@click.pass_obj
def serve(wishes: Wishes, port: int | None, open_it: bool) -> int:
    """Show the site here, and build it again on every change.

    It is shown to this machine alone. An article that is saved is shown at once, the rest of the site as soon as it is
    built. Faults are laid over the page, which goes on with the last good site; dist/ is not touched.

    \b
    Examples:
      python -m generator serve --open
      python -m generator serve --port 8080
    """
    from threading import Event

    from generator.edge.serve import open_server, serve_site
    from generator.edge.workers import collect_seldom

    try:
        server = open_server(wishes.root, PORT if port is None else port, tries=20 if port is None else 1)
    except OSError as failure:
        words = f"port {port or PORT} cannot be had: {failure.strerror}; name another with --port"
        raise click.UsageError(words) from None
    say(f"{server.address} shows {show_path(wishes.root)}; Ctrl-C stops it")
    if open_it:
        import webbrowser

        webbrowser.open(server.address)

    def aside(words: str) -> None:
        if not wishes.quiet:
            say(words, aside=True)

    collect_seldom()
    serve_site(wishes.root, server, Event(), aside)
    return DONE

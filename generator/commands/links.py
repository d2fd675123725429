"""In: what `links` was asked for. Out: content/links.toml, and what is no longer there."""

from __future__ import annotations

import click

from generator.desk import Wishes, close, hire_workers, knows_wishes, watch_work


@knows_wishes
@click.command()
@click.option("--again", is_flag=True, help="Also those that were asked for in the last 30 days.")
@click.option("--pause", type=click.FloatRange(0, 600), default=1.0, show_default=True, help="Seconds, at one host.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=15.0, show_default=True, help="Seconds.")
@click.option("--private", is_flag=True, help="Also hosts that only this machine or its network can reach.")
@click.pass_obj
def links(wishes: Wishes, again: bool, pause: float, timeout: float, private: bool) -> int:
    """Ask whether the addresses of originals, sources and links are still there.

    Nothing is asked unless you call this: a build asks nobody. One request at a time goes to a host, HEAD and then GET,
    with a pause after each, and none to a host of a private network. What came is recorded in content/links.toml with
    the day; commit it with the content. Pages then say beside an original that it is no longer there, where its host
    answered 404 or 410. A run that is broken off loses no answer: call it again, and it goes on.

    \b
    Examples:
      python -m generator links
      python -m generator links --again --pause 5
    """
    from datetime import datetime

    from generator.edge.asking import Manners
    from generator.edge.outbound import check_links
    from generator.telling import say_links

    today = datetime.now().astimezone().date()
    with hire_workers(None, quiet=True) as workers, watch_work(wishes.quiet) as watch:
        made = check_links(wishes.root, workers, Manners(pause, timeout, again, private), today, watch)
    return close(wishes, made, say_links(made.value) if made.value else "")

"""What is shown while a build goes on."""

from __future__ import annotations

from io import StringIO

from generator.progress import watch_stations


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_elsewhere_than_on_a_terminal_a_station_that_is_done_is_a_plain_line() -> None:
    stream = StringIO()
    with watch_stations(stream) as watch:
        watch("read_one", 0, 5)
        watch("read_one", 5, 5)
        watch("join_archive", 1, 1)
        watch("replace_dist", 1, 1)
    assert stream.getvalue() == "reading articles: 5\nwriting the site\n"


def test_on_a_terminal_there_are_bars() -> None:
    stream = Terminal()
    with watch_stations(stream) as watch:
        watch("render_page", 2, 5)
        watch("render_page", 5, 5)
    assert "rendering pages" in stream.getvalue()
    assert "5/5" in stream.getvalue()


def test_where_nobody_looks_nothing_is_shown() -> None:
    with watch_stations(None) as watch:
        watch("render_page", 5, 5)

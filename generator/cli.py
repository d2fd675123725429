"""In: the words typed. Out: one of the commands done, and the exit code that says how it ended.

Must import nothing heavy before it is needed: `--help` is to answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from generator import __version__
from generator.commands import accept, build, capture, completion, export, links, merging, new, publish, serve, verify
from generator.desk import BUG, DONE, FAULTS, INTERRUPTED, Wishes, knows_wishes, say, tell_bug


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and say how it ended: 0 done, 1 faults in content, 2 wrong usage, 70 our bug, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to stop
    wishes = Wishes()
    try:
        code = whence.main(None if argv is None else list(argv), standalone_mode=False, obj=wishes)
        return code if isinstance(code, int) else DONE
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("stopped", aside=True)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our words has gone
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return FAULTS
    except MemoryError:
        say(
            "stopped: this machine has not enough memory for this archive; close what else runs, or try build --jobs 1",
            aside=True,
        )
        return FAULTS
    except Exception as bug:
        say(tell_bug(wishes.root, bug), aside=True)
        return BUG


@knows_wishes
@click.group(epilog="Each command has its own --help, with examples.")
@click.version_option(__version__, prog_name="whence")
def whence() -> None:
    """Every claim, traced to who said it: makes a web site of an annotated reading archive."""


COMMANDS = (
    *(build.build, build.check, serve.serve),
    *(new.new, capture.import_, export.export, publish.publish),
    *(accept.accept, verify.verify, links.links, merging.merge_claims, merging.import_annotations),
    *(export.schema, completion.completion),
)
for command in COMMANDS:
    whence.add_command(command)

"""In: an archive's folder. Out: links.toml, with what the hosts of its outbound addresses answered.

Must not be part of a build: nothing is asked of anybody unless a person wants it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event, Lock
from urllib.parse import urlsplit

from generator.core.diagnostics import Checked, Diagnostic
from generator.core.model import CheckedLink, LinkState
from generator.core.outbound import LINKS, choose_due, judge_status, list_addresses, write_links
from generator.edge.asking import Manners, PrivateHostError, ask
from generator.edge.build import Options, read_archive
from generator.edge.folders import cannot_write
from generator.edge.keeping import replace_text
from generator.edge.workers import Workers

HOSTS = 4  # that are asked at once
JOURNAL = ".cache/links.jsonl"  # what a run has found so far, a line each: it outlasts the run where that is killed
Watch = Callable[[str, int, int], None]
Answer = int | PrivateHostError | None  # a status, a refusal to ask, or nothing


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """How many addresses there are, how many were asked for, and what is known of them all; those that were not asked
    for, since they lead into a private network."""

    addresses: int
    asked: int
    states: Mapping[LinkState, int]
    gone: tuple[str, ...]
    private: tuple[str, ...] = ()


def check_links(
    root: Path, workers: Workers, manners: Manners, today: date, watch: Watch | None = None
) -> Checked[LinkAccount]:
    """Ask for every address that is due, and record what came, each answer as it comes. What a run that was killed has
    found is taken up by the next. Errors: those of reading, and `cannot-write`."""
    read = read_archive(root, workers, Options(root / "dist", write=False))
    if read.value is None:
        return Checked(None, read.diagnostics)
    archive = read.value.archive
    addresses = list_addresses(archive)
    journal = _Journal(root / JOURNAL)
    known = {link.url: link for link in archive.checked} | {link.url: link for link in journal.read()}
    wanted = [each for each in addresses if each not in journal.found]
    due = wanted if manners.again else choose_due(wanted, known, today)
    private: list[str] = []
    failure: OSError | None = None

    def note(address: str, answer: Answer) -> None:
        if isinstance(answer, PrivateHostError):
            private.append(address)
        else:
            known[address] = CheckedLink(address, judge_status(answer), answer, today)
            journal.add(known[address])

    try:
        ask_hosts(due, manners, note, watch or (lambda *_: None))
    except OSError as refused:
        failure = refused
    finally:
        links = [known[url] for url in addresses if url in known]
        fault = replace_text(root, LINKS, write_links(links)) if links or archive.checked else None
        if not fault:
            journal.close()
    faults: tuple[Diagnostic, ...] = (fault,) if fault else ()
    faults += (cannot_write(root / JOURNAL, failure),) if failure else ()
    if faults:
        return Checked(None, (*read.diagnostics, *faults))
    states = {state: sum(link.state is state for link in links) for state in LinkState}
    gone = tuple(link.url for link in links if link.state is LinkState.GONE)
    account = LinkAccount(len(addresses), len(due) - len(private), states, gone, tuple(sorted(private)))
    return Checked(account, read.diagnostics)


def ask_hosts(addresses: Sequence[str], manners: Manners, note: Callable[[str, Answer], None], watch: Watch) -> None:
    """Ask for every address and note each answer as it comes, never two at once: a few hosts at a time, each one
    request at a time. Where noting fails or a person interrupts, nobody is asked any more. Errors: those of `note`."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(_find_host(address), []).append(address)
    one_at_a_time, stop = Lock(), Event()
    done = 0

    def ask_one_host(its: Sequence[str]) -> None:
        nonlocal done
        for address in its:
            if stop.is_set():
                return
            answer: Answer
            try:
                answer = ask(address, manners, stop.wait)
            except PrivateHostError as refused:
                answer = refused
            with one_at_a_time:
                note(address, answer)
                done += 1
                watch("ask_hosts", done, len(addresses))

    with ThreadPoolExecutor(HOSTS) as crew:
        try:
            for _ in crew.map(ask_one_host, by_host.values()):
                pass
        finally:
            stop.set()


class _Journal:
    """What was found since links.toml was last written. Errors: OSError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: set[str] = set()

    def read(self) -> Iterator[CheckedLink]:
        """What a run that was killed has left; a line that it did not finish is no answer."""
        lines: list[str] = []
        with suppress(OSError):
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        for line in lines:
            with suppress(ValueError, TypeError, KeyError):
                said = json.loads(line)
                day = date.fromisoformat(said["checked"])
                self.found.add(said["url"])
                yield CheckedLink(said["url"], LinkState(said["state"]), said["status"], day)

    def add(self, link: CheckedLink) -> None:
        said = {"url": link.url, "state": link.state, "status": link.status, "checked": link.checked.isoformat()}
        self.path.parent.mkdir(exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(said)}\n")

    def close(self) -> None:
        with suppress(OSError):
            self.path.unlink()


def _find_host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""

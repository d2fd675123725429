"""In: the site as it lies there, and what is remembered of it. Out: what is in its files, with their sums.

Must not believe a sum whose file may have changed since: it is worked out again.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from time import sleep

from generator.edge.memo import Memo
from generator.edge.report import Written
from generator.edge.staging import Present
from generator.edge.stamps import TICK, Place, stamp_file, stamp_folder, tell_time

SITE = "site"  # shelf: path → stamp, SHA-256


def check_site(target: Path, memo: Memo) -> dict[str, Present]:
    """The files of the site that lies there, with their sums: remembered where the stamp is, else worked out."""
    trusted, top = tell_time(memo.folder), str(target.resolve())
    found, seen = {}, {}
    for path, noted in memo.shelf(SITE).items():
        stamp, known = noted
        now = stamp_file(f"{top}/{path}", trusted)
        if now and now == stamp:
            found[path] = Present(path, known, int(now[: now.index(" ")]))
            seen[path] = noted
        elif (file := Path(top, path)).is_file() and not file.is_symlink():
            content = file.read_bytes()
            found[path] = Present(path, sha256(content).hexdigest(), len(content))
            seen[path] = [now, found[path].sum]  # stamped before it was read
    memo.fill(SITE, seen)
    return found


def remember_site(target: Path, written: Written, memo: Memo) -> dict[Place, str]:
    """Keep the stamps of the files just written; those of all folders of the site, with their files.

    A file that was not touched keeps the stamp it was looked at with: should it have changed since, that is seen.
    """
    if memo.folder and written.changed:
        sleep(2 * TICK / 10**9)  # then the clock can tell what was written from what will be
    trusted, top = tell_time(memo.folder), str(target.resolve())
    noted = memo.shelf(SITE)
    seen = {
        each.path: noted[each.path]
        if each.path in noted and each.path not in written.touched
        else [stamp_file(f"{top}/{each.path}", trusted), each.sum]
        for each in written.present
    }
    memo.fill(SITE, seen)
    stamps = {path: stamp for path, (stamp, _) in seen.items()}
    names: dict[str, list[str]] = {"": []}
    for path in sorted(stamps):
        folder, _, name = path.rpartition("/")
        names.setdefault(folder, []).append(name)
        while folder := folder.rpartition("/")[0]:
            names.setdefault(folder, [])
    return dict(_stamp_site(top, folder, names[folder], stamps, trusted) for folder in names)


def _stamp_site(top: str, folder: str, names: list[str], stamps: dict[str, str], trusted: int) -> tuple[Place, str]:
    """What `stamp_place` would say of a folder of the site, from stamps that are known."""
    path, inner = (f"{top}/{folder}", f"{folder}/") if folder else (top, "")
    parts = [stamp_folder(path, (), trusted), *(stamps[inner + name] for name in names)]
    return (path, tuple(names)), "/".join(parts) if all(parts) else ""

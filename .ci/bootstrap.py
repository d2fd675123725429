"""Sets up .venv from the hashed locks, with the standard library alone: `bootstrap.py [site | test]`.

In: a bare clone and some Python. Out: .venv/bin/python with what is wanted; for `test`, what proofs are made with.
Must not touch anything outside the clone, except to install packages of the system where it may.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"site": ROOT / "requirements/lock.txt", "test": ROOT / "requirements/lock-test.txt"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_PACKAGES = ("chromium", "libatomic1", "fonts-noto-core", "fonts-dejavu-core")  # libatomic1: playwright's node


class Peer(NamedTuple):
    """A file of a package of npm that tests compare with: pinned, and checked against the digest npm records of it."""

    package: str
    digest: str  # SHA-512 of the package, base64
    member: str
    name: str  # in .venv


CHECKER = Peer(
    "vnu-jar@26.9.27",
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
    "package/build/dist/vnu.jar",
    "vnu-26.9.27.jar",
)
PEERS = (
    Peer(
        "lunr@2.3.9",
        "zTU3DaZaF3Rt9rhN3uBMGQD3dD2/vFQqnvZCDv4dl5iOzq2IZQqTxu90r4E5J+nP70J3ilqVCrbho2eWaeW8Ow==",
        "package/lunr.js",
        "lunr.js",
    ),
    Peer(
        "commonmark-spec@0.31.2",
        "vXKxmclzJPymhOJYD26G0oBjVmIcKC8p5m2DvHIq1A1btr1m0r0dT/PzRA5/nwxUbCAPedMNPEoiQE+zvuOcOw==",
        "package/spec.txt",
        "commonmark-spec.txt",
    ),
)
ARGDOWN = ROOT / "requirements/argdown"  # the lock of a tree of packages, each with the digest that npm records of it


def main(wanted: str) -> int:
    if sys.version_info < (3, 11):
        print(f"Whence needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    if not has_pip() and not make_venv():
        print(
            "There is no pip here, and none could be fetched. Either install python3-venv\n"
            "(sudo apt-get install python3-venv), or install uv and run: uv venv --seed .venv",
            file=sys.stderr,
        )
        return 1
    if not is_installed(wanted) and not install(wanted):
        return 1
    if wanted != "test":
        return 0
    return max(prepare_browser(), prepare_paper_reader(), prepare_checker(), prepare_peers())


def run(*command: str, quiet: bool = False, **environment: str) -> bool:
    """Whether the command could be run, and ended well."""
    sink = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, env={**os.environ, **environment}
        )
    except OSError:
        return False
    return done.returncode == 0


def has_pip() -> bool:
    return PYTHON.exists() and run(str(PYTHON), "-m", "pip", "--version", quiet=True)


def make_venv() -> bool:
    """The venv, with pip in it: from Python itself, from the system's package, or from the system's wheel of pip."""
    print("setting up .venv")
    if run(sys.executable, "-m", "venv", "--clear", str(VENV), quiet=True) and has_pip():
        return True
    if install_packages("python3-venv") and run(sys.executable, "-m", "venv", "--clear", str(VENV)) and has_pip():
        return True
    return run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)) and fetch_pip()


def fetch_pip() -> bool:
    """Debian's own wheel of pip, unpacked without being installed; needs no rights."""
    with tempfile.TemporaryDirectory() as folder:
        if not run("sh", "-c", f"cd '{folder}' && apt-get download python3-pip-whl && dpkg-deb -x ./*.deb unpacked"):
            return False
        for wheel in Path(folder).glob("unpacked/usr/share/python-wheels/pip-*.whl"):
            return run(str(PYTHON), "-m", "pip", "install", "--no-index", str(wheel), PYTHONPATH=str(wheel))
    return False


def install_packages(*names: str) -> bool:
    """Packages of the system, where this is Debian or its kin and we may."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        rights: tuple[str, ...] = ()
    elif run("sudo", "-n", "true", quiet=True):
        rights = ("sudo", "-n")
    else:
        return False
    print(f"installing {', '.join(names)}")
    calm = (*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    run(*calm, "update", quiet=True)
    return run(*calm, "install", "-y", "--no-install-recommends", *names)


def is_installed(wanted: str) -> bool:
    """Whether the stamp of this lock, or of the larger one that holds it, is that of the file as it stands."""
    return any(
        (VENV / f".stamp-{each}").is_file() and (VENV / f".stamp-{each}").read_text(encoding="ascii") == digest(each)
        for each in (wanted, "test")
    )


def install(wanted: str) -> bool:
    """Exactly the locked files, each checked against its hash, none of them built here."""
    print(f"installing {LOCKS[wanted].relative_to(ROOT)}")
    pip = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if not run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[wanted])):
        print("The packages could not be installed; see above.", file=sys.stderr)
        return False
    for stale in VENV.glob(".stamp-*"):
        stale.unlink()
    (VENV / f".stamp-{wanted}").write_text(digest(wanted), encoding="ascii")
    return True


def digest(wanted: str) -> str:
    return hashlib.sha256(LOCKS[wanted].read_bytes()).hexdigest()


def prepare_browser() -> int:
    """A browser that the tests can drive; without one they are skipped, unless REQUIRE_BROWSER=1 says they may not."""
    if has_browser() or (install_packages(*BROWSER_PACKAGES) and has_browser()):
        return 0
    print(
        "No browser could be had, so the browser tests will be skipped. To run them:\n"
        f"  sudo apt-get install {' '.join(BROWSER_PACKAGES)}\n"
        "or set CHROMIUM to the path of a Chromium or Chrome.",
        file=sys.stderr,
    )
    return 1 if os.environ.get("REQUIRE_BROWSER") == "1" else 0


def prepare_paper_reader() -> int:
    """What reads printed pages back; without it those tests are skipped, unless REQUIRE_BROWSER=1 says they may not."""
    if shutil.which("pdftotext") or (install_packages("poppler-utils") and shutil.which("pdftotext")):
        return 0
    print(
        "No pdftotext here, so the tests of printed pages will be skipped: sudo apt-get install poppler-utils",
        file=sys.stderr,
    )
    return 1 if os.environ.get("REQUIRE_BROWSER") == "1" else 0


def prepare_checker() -> int:
    """The HTML checker, where Java and npm are; unless REQUIRE_CHECKER=1 it may be missing."""
    if run("java", "-version", quiet=True) and fetch(CHECKER):
        return 0
    print("No Java, or no npm to fetch vnu-jar with, so no page's HTML will be checked.", file=sys.stderr)
    return 1 if os.environ.get("REQUIRE_CHECKER") == "1" else 0


def prepare_peers() -> int:
    """What search, Markdown and argument maps are held against; unless REQUIRE_CHECKER=1 it may be missing."""
    if all([*(fetch(peer) for peer in PEERS), fetch_tree(ARGDOWN)]):
        return 0
    print("No npm to fetch lunr, commonmark-spec and argdown with, so nothing is compared with them.", file=sys.stderr)
    return 1 if os.environ.get("REQUIRE_CHECKER") == "1" else 0


def fetch(peer: Peer) -> bool:
    """Have exactly the pinned file in .venv; nothing of its package is run."""
    place = VENV / peer.name
    if place.exists():
        return True
    with tempfile.TemporaryDirectory() as folder:
        npm = shutil.which("npm") or "npm"
        if not run(npm, "pack", "--silent", peer.package, "--pack-destination", folder, quiet=True):
            return False
        for package in Path(folder).glob("*.tgz"):
            if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != peer.digest:
                print(f"{peer.package} is not the file it should be.", file=sys.stderr)
                return False
            with tarfile.open(package) as opened:
                content = opened.extractfile(peer.member)
                place.write_bytes(content.read() if content else b"")
            return True
    return False


def fetch_tree(locked: Path) -> bool:
    """Have exactly the packages of a lock in a folder of .venv that is called as the lock's; none of their scripts is
    run."""
    place = VENV / locked.name
    lock = (locked / "package-lock.json").read_bytes()
    done = place / "done"
    if done.exists() and done.read_bytes() == lock:
        return True
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(locked, place)
    npm = shutil.which("npm") or "npm"
    if not run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(place), quiet=True):
        return False
    done.write_bytes(lock)
    return True


def has_browser() -> bool:
    named = os.environ.get("CHROMIUM")
    return bool((named and shutil.which(named)) or any(map(shutil.which, BROWSERS))) and can_drive()


def can_drive() -> bool:
    """Whether the program that playwright drives a browser with can run here."""
    return any(
        run(str(node), "--version", quiet=True)
        for node in VENV.glob("lib/python*/site-packages/playwright/driver/node")
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "site"))

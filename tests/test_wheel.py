"""The wheel holds what the repository holds: the package with its templates, and nothing else."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a wheel built here, without a network, by their paths in it."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed here: pip install hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("whence-*.whl")
    with ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist() if ".dist-info/" not in name}


def list_folder(folder: str) -> dict[str, bytes]:
    top = ROOT / folder
    files = (path for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}


def test_every_file_of_the_package_and_every_template_is_in_it_as_it_is(wheel: dict[str, bytes]) -> None:
    package = {f"generator/{path}": content for path, content in list_folder("generator").items()}
    templates = {f"generator/_templates/{path}": content for path, content in list_folder("templates").items()}
    assert wheel == {**package, **templates}


def test_two_wheels_of_one_checkout_are_the_same_bytes(wheel: dict[str, bytes], tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / name)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        (path,) = (tmp_path / name).glob("*.whl")
        made.append(path.read_bytes())
    assert made[0] == made[1]

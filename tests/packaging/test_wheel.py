"""The wheel works without the repository: installed elsewhere, run elsewhere, data and all."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from support.machine import require

DATA_FOLDERS = ("questionnaires", "rubrics", "report_templates", "examples")


def call(*command: str | Path, cwd: Path) -> str:
    """Run it in a folder, with nothing that points Python back to the checkout."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ran = subprocess.run(
        [*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with the locked build tool, so that no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, root, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it; returns its bin folder."""
    folder = tmp_path_factory.mktemp("clean")
    call(sys.executable, "-m", "venv", "--without-pip", folder / "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    # Dependencies come from this environment. A path in a .pth file is searched last, and .pth files
    # found along it are not read: neither this checkout nor its editable installation is reached.
    site = Path(
        call(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
    )
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--quiet", "--python", python)
    call(*pip, "install", "--no-index", "--no-deps", "--ignore-installed", wheel, cwd=folder)
    return python.parent


def test_wheel_has_all_data(root: Path, wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for folder in DATA_FOLDERS:
        files = [path for path in (root / folder).rglob("*") if path.is_file()]
        assert files, folder
        expected = {f"maturity/_data/{path.relative_to(root).as_posix()}" for path in files}
        assert expected <= packed, expected - packed


def test_runs_outside_the_repository(installed: Path, root: Path, tmp_path: Path) -> None:
    require("pango")
    code = "import maturity; print(maturity.__file__)"
    package = Path(call(installed / "python", "-c", code, cwd=tmp_path).strip()).parent
    assert package.is_relative_to(installed.parent)
    assert not package.is_relative_to(root)

    told = call(installed / "maturity", "--version", cwd=tmp_path)
    assert "0.1.0" in told

    example = package / "_data" / "examples" / "brennavia-statistics.yaml"
    call(installed / "maturity", "report", example, "-o", "report.pdf", cwd=tmp_path)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")

"""Do the files of a batch get to shared storage whole?"""

from pathlib import Path

from support.command import Run


def test_a_folder_named_by_its_address(run: Run, root: Path, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/far"
    arguments = ("batch", root / "examples", "--results", "csv", "--reports", "html")
    quick = ("--without", "roadmap,robustness")
    assert run(*arguments, *quick, "-o", address).code == 0
    assert run(*arguments, *quick, "-o", tmp_path / "here").code == 0
    far, here = (
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
        for folder in (tmp_path / "far", tmp_path / "here")
    )  # fmt: skip
    assert far == here
    again = run(*arguments, "-o", address)
    assert (again.code, "--force" in again.stderr) == (2, True)
    assert run(*arguments, "-o", address, "--resume").code == 2


def test_an_address_of_a_kind_that_is_not_known(run: Run, root: Path) -> None:
    ran = run("batch", root / "examples", "-o", "nosuch://bucket/folder")
    assert ran.code == 4
    assert "nosuch" in ran.stderr

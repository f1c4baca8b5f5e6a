"""How does a printable page become a PDF?

In a process of its own: the libraries that set the type are native, and if one of them dies, the
command must live on to say so.
"""

from __future__ import annotations

import os
import subprocess
import sys

from maturity.errors import MachineError
from maturity.report.pdf_worker import NO_PANGO

_SECONDS = 300


def render_pdf(html: str) -> bytes:
    """An accessible PDF (PDF/UA-1) of a page with everything in it.

    The same page gives the same bytes; its `dcterms.created` is the only date in it.

    Raises:
        MachineError: When Pango is missing, or the rendering fails.
    """
    environment = {**os.environ, "PYTHONUTF8": "1"}
    # -P is left out on purpose: a checkout is run from its own folder.
    command = [sys.executable, "-m", "maturity.report.pdf_worker"]
    try:
        ran = subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            input=html.encode(),
            capture_output=True,
            env=environment,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MachineError("error.pdf.failed", why=type(error).__name__) from error
    if ran.returncode == NO_PANGO:
        raise MachineError("error.pdf.pango")
    if ran.returncode or not ran.stdout.startswith(b"%PDF-"):
        raise MachineError("error.pdf.failed", why=_why(ran))
    return ran.stdout


def _why(ran: subprocess.CompletedProcess[bytes]) -> str:
    lines = ran.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else f"exit {ran.returncode}"

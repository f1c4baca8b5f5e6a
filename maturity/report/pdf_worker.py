"""Reads a page from standard input and writes its PDF to standard output.

Run as a process by `maturity.report.pdf`. Nothing but data: addresses is fetched.
"""

from __future__ import annotations

import sys

NO_PANGO = 3


def main() -> int:
    """Render; the exit code says whether Pango is missing."""
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return NO_PANGO
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    page = weasyprint.HTML(
        string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher, base_url=None
    )
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The report as HTML and PDF."""

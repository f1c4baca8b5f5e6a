"""What does `maturity --help` say, without loading anything?

A test holds this text equal to what typer itself would print at 80 columns.
"""

import os
import sys

HELP = """\
Usage: maturity [OPTIONS] COMMAND [ARGS]...

  Find out how mature a data ecosystem is, and what to do next.

Options:
  --version             Show the version and exit.
  --install-completion  Install completion for the current shell.  [env var:
                        MATURITY_INSTALL_COMPLETION]
  --show-completion     Show completion for the current shell, to copy it or
                        customize the installation.  [env var:
                        MATURITY_SHOW_COMPLETION]
  -h, --help            Show this message and exit.

Commands:
  interview          Ask the questions one by one and save every answer at
                     once.
  check              Check files and name all their problems at once.
  score              Score responses: where they stand and what holds them
                     back.
  explain            Show where a number comes from, down to the answers.
  plan               Find the least work to the next step, and when to do
                     what.
  report             Write the report as HTML or PDF.
  batch              Score many organisations at once, and report on all of
                     them.
  compare            Compare two tables of results: who moved, who is new or
                     gone.
  list               List what there is, such as rubrics, actions or codes.
  show               Show one question, action, measure or code in full.
  new                Write a new response to fill in by hand.
  example-portfolio  Write an invented government to try everything on.
  schema             Print the JSON Schema of a kind of file, for editors.
  doctor             Say whether this machine has everything that is needed.

  Start here:
    maturity interview answers.yaml
    maturity score answers.yaml
    maturity report answers.yaml -o report.html
"""


def fits() -> bool:
    """Whether the text may be shown as it is: in English, on 80 columns or more."""
    if os.environ.get("MATURITY_LANG", "en")[:2] != "en":
        return False
    if "COLUMNS" in os.environ:
        return os.environ["COLUMNS"] == "80"
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns >= 80
    except (OSError, ValueError):
        return True

"""Where does the command begin?

`--version` and the top-level `--help` are answered before anything heavy is imported.
"""

import gc
import os
import sys


def main() -> None:
    """Run the command with the arguments of this process; exits with its code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from maturity import __version__

        print(f"maturity {__version__}")
        return
    if arguments in (["--help"], ["-h"]):
        from maturity.cli.help_text import HELP, fits

        if fits():
            print(HELP, end="")
            return
    _start_quickly()
    from maturity.cli.app import run

    run(arguments)


def _start_quickly() -> None:
    """Leave out what one short command does not need: plugins, threads, collecting garbage often."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(100_000)


if __name__ == "__main__":
    main()

"""Where does the command begin?

`--version` and the top-level `--help` are answered before anything heavy is imported.
"""

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
    from maturity.cli.app import run

    run(arguments)


if __name__ == "__main__":
    main()

"""Where wps starts: signals first, so that Ctrl-C and a closed pipe end it quietly at any moment."""

import gc
import os
import signal
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line; ends the process with one of `errors.ExitStatus`."""
    # Until here Ctrl-C shows Python's own traceback: little is imported above.
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:  # a shell has jobs in the background ignore it
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):  # Windows has no such signal
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # A run is short and leaves no cycles worth collecting; looking for them costs a third of a large file's loading.
    gc.disable()
    try:
        # msgspec does without typing_extensions, a twentieth of a start, where it is not found: `typing` has the same.
        if "typing_extensions" not in sys.modules:
            sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # how Python notes what is not there
            with suppress(ImportError):  # a release that does not do without is loaded below
                import msgspec  # noqa: F401 (for what follows)
            del sys.modules["typing_extensions"]
        from wps_cli import streams
        from wps_cli.cli.commands import app

        streams.write_whole()
        app.run(sys.argv[1:])
    except SystemExit as ending:
        status = int(ending.code or 0)
    except Exception as error:  # before the command line could tell of it
        from wps_cli.errors import is_out_of_memory

        if not is_out_of_memory(error):
            raise
        os.write(2, b"wps: error: there is not enough memory for Python itself\n")
        status = 65
    # End at once: to free piece by piece what the system frees anyway would take as long as to read the data.
    os._exit(status)


if __name__ == "__main__":
    main()

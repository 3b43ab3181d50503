"""Where wps starts: signals first, so that Ctrl-C and a closed pipe end it quietly at any moment."""

import signal


def main() -> None:
    """Run the command line; ends the process with one of `errors.ExitStatus`."""
    for name in ("SIGINT", "SIGPIPE"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)

    from wps_cli.cli import app  # after the signals are set

    app(prog_name="wps")


if __name__ == "__main__":
    main()

"""The files that travel inside the package, be it a folder or a zip."""

import os

import wps_cli


def packaged(*parts: str) -> bytes:
    """The bytes of that file of the package; OSError where it is not there."""
    spec = wps_cli.__spec__
    path = os.path.join(wps_cli.__path__[0], *parts)  # noqa: PTH118 (within a zip it is no path of the system)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    data: bytes = spec.loader.get_data(path)  # type: ignore[attr-defined] # every loader of files has it
    return data

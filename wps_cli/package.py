"""The files that travel inside the package, be it a folder or a zip."""

import os
from typing import Any

import wps_cli


def packaged(*parts: str) -> bytes:
    """The bytes of that file of the package; OSError where it is not there."""
    path = os.path.join(wps_cli.__path__[0], *parts)  # noqa: PTH118 (within a zip it is no path of the system)
    loader: Any = wps_cli.__spec__.loader
    data: bytes = loader.get_data(path)
    return data

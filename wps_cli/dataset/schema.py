"""The JSON Schema of the data file, made from the model, for editors and validators."""

from typing import Any

import msgspec

from wps_cli.dataset.model import Dataset

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> str:
    """The schema as indented JSON, ending in a newline."""
    described: dict[str, Any] = {
        "$schema": DIALECT,
        "title": "Meetings of the Informal Expert Group on Women and Peace and Security",
        **msgspec.json.schema(Dataset),
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n"

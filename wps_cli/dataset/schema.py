"""The JSON Schema of the data file, made from the model, for editors and validators."""

from typing import Any

import msgspec

from wps_cli.dataset.model import SUMMARY_LENGTH, Dataset, placed_entries

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(dataset: Dataset) -> str:
    """The schema as indented JSON, ending in a newline; it offers the missions and themes of the dataset."""
    described: dict[str, Any] = {
        "$schema": DIALECT,
        "title": "Meetings of the Informal Expert Group on Women and Peace and Security",
        **msgspec.json.schema(Dataset),
    }
    codes = [mission.code for mission in dataset.missions]
    rows = (row for meeting in dataset.meetings for _, row in placed_entries(meeting))
    themes = sorted({theme for row in rows for theme in getattr(row, "themes", ())})
    for table in described["$defs"].values():
        table.pop("description", None)  # a docstring, which Python may drop; each field has a description of its own
        for name, field in table["properties"].items():
            if name in ("missions", "themes") and "items" in str(field):
                _offer(field, themes if name == "themes" else codes)
            elif name == "summary":
                field["maxLength"] = SUMMARY_LENGTH
            elif name == "mission":
                _offer({"items": field}, codes)
    return msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n"


def _offer(field: Any, names: list[str]) -> None:
    """Let the items of the list be one of these names, which editors then offer, or a new one."""
    for one in (field, *field.get("anyOf", ())):
        items = one.get("items", {})
        if items.get("type") == "string":
            items["anyOf"] = [{"enum": names}, {"type": "string"}]
            del items["type"]

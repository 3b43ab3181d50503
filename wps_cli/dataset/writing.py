"""Tables as the data file has them: what `wps draft` prints, for a curator to finish."""

import json
from typing import Any

from wps_cli.text import joined_lines

_WIDTH = 116
"""Characters to which a paragraph's text is wrapped."""


def table(header: str, *notes: str, text: str | None = None, **keys: Any) -> str:
    """The table: what to look at, each key that has a value, a text over several lines, and an empty line."""
    lines = [header, *(f"# {note}" for note in notes if note)]
    lines += [f"{key} = {_toml(value)}" for key, value in keys.items() if value is not None]
    lines += [] if text is None else [f'text = """\n{_wrapped(_toml(text)[1:-1])}"""']
    return "\n".join([*lines, "", ""])


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        rows = "".join(f"\n  {_toml(one)}," for one in value if isinstance(one, dict))
        return f"[{rows}\n]" if rows else f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value).lower()


def _wrapped(text: str) -> str:
    """The text in lines that are read as it again: none ends where a break would not be a space."""
    lines = [""]
    for word in text.split(" "):
        whole = f"{lines[-1]} {word}".lstrip()
        if len(whole) > _WIDTH and lines[-1] and joined_lines(f"{lines[-1][-9:]}\n{word}").endswith(f" {word}"):
            lines.append(word)
        else:
            lines[-1] = whole
    return "\n".join(lines)

"""The pictures in the README are of the program as it is."""

import re

import pytest

from tests.conftest import ROOT
from tests.pictures import PICTURES, SCREENS, picture


@pytest.mark.parametrize("name", SCREENS)
def test_each_picture_is_current(name: str) -> None:
    held = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert held == picture(name), "run: python -m tests.pictures"
    assert "http" not in re.sub(r'xmlns="[^"]*"|<!--.*?-->', "", held)


def test_the_readme_shows_every_picture() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"docs/pictures/(\w+)\.svg", readme)) == set(SCREENS)

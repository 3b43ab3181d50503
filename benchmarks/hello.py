"""The baseline: a Typer program of two commands that says hello."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    """Say hello."""
    print(f"Hello {name}")


@app.command()
def bye(name: str = "world") -> None:
    """Say bye."""
    print(f"Bye {name}")


if __name__ == "__main__":
    app()

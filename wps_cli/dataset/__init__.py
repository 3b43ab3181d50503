"""The data file: from TOML to the model, every problem at its line."""

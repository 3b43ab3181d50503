"""What the shell may complete."""

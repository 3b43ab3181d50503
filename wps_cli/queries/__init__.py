"""Questions to the dataset: pure functions over the model."""

"""Rows ranked by how well their words match a query."""

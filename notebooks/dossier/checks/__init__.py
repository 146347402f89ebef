"""Validation of the tables: cells, rows, columns against each other, words against the source."""

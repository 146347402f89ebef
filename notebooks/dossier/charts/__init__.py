"""The charts of the report: each takes a table and a layout, and returns an Altair chart."""

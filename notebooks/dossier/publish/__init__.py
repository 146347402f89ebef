"""Publishing results from a notebook: values, tables, figures, and how they look."""

"""Results on the pages: values, tables and figures that notebooks have published."""

"""What every page carries: assets, metadata, headers, generated lists of codes."""

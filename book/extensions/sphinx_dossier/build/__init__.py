"""The build: execution and its cache, kernels, drawings, and what the features share."""

"""Says what the tables are. Never imports `pipelines`."""

"""Makes the tables that `checks` describes: a folder for each family, siblings that know nothing of Dagster, assembly in definitions.py."""

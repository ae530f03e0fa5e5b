"""An app with one table, for migrations that meet somebody."""

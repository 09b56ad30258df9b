"""DuckDB: `engine` opens and runs, `place` finds and locks, `values` and `schema` translate."""

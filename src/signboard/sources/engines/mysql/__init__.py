"""MySQL and MariaDB: `engine` runs, `login` opens, `reading` refuses, `values` and `schema` translate."""

"""Questions of the query builder: JSON -> model -> Statement. Knows no value but as a bind."""

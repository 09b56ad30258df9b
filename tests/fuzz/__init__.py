"""Whatever strangers send: no 500, no value outside a bind, nobody else's data, no waiting."""

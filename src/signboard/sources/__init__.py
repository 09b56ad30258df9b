"""Customers' databases: the only code that opens them. Read-only, limited, cancellable, cached."""

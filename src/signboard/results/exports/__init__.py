"""How rows leave as files: CSV, JSON and XLSX, in batches, with flat memory."""

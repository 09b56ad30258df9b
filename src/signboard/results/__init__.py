"""What came back from a source and how it leaves: tables, formats, payloads. Opens no connection."""

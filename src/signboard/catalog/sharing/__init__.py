"""Public links: an item that anybody may see who knows its UUID (spec: embedding-protocol 7)."""

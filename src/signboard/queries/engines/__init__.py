"""What each engine writes in its own way: conditions, buckets, binds. One file an engine."""

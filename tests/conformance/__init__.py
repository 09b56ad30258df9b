"""One suite, every engine: what a source promises, asked of real databases.

An engine joins with one file in `subjects/` and its name in `SUBJECTS`. What an engine lacks is
said there, as an attribute with the reason, never as a skipped test.
"""

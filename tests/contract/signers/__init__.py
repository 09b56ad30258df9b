"""Hosts in other languages, each with the library that hosts of it use: one program a language.

Every program takes `key question entity-id account open-question` and prints `{case: token}`. The
cases have the same names in all languages; a language may have more.
"""

"""Tests of the room `sources`; what every engine must do stands in `tests/conformance`."""

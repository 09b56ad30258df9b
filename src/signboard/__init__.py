"""Signboard: live charts and dashboards inside other people's products. Read `pipeline.py` first."""

__version__ = "0.1.0"

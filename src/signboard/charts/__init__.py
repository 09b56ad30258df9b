"""Payloads become pictures: HTML with fluid SVG, or SVG alone. Knows no catalog and opens nothing."""

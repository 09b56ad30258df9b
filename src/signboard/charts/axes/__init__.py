"""Axes: where positions are, which ticks are round, which labels fit at which width."""

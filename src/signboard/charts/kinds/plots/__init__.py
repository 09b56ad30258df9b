"""Kinds with axes: positions along x, values along y."""

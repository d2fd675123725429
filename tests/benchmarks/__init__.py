"""Measurements: how fast, how much memory, how many bytes. They are run by hand; no test depends on a clock."""

"""Kills the courier at named points, very often, and counts what stands in its places in the end."""

"""Proposes, by rule, where a text may hand the floor to somebody else. People review what it proposes."""

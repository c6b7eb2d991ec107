"""A real homeserver for the tests, and people who use it."""

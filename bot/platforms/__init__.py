"""The chat platforms: native commands in, replies out. Nothing here knows what a command does."""

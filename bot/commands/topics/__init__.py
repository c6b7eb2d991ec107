"""The commands of moderators: the topics of their community, what members put before them, what was changed."""

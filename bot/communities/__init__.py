"""What a community owns: its topics, what it put aside, its settings; and what its members put before it."""

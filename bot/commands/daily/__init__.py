"""`/daily`: what is posted each day, and `/balance`."""

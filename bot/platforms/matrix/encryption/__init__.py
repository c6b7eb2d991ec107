"""Encrypted rooms: the keys of the bot's device, of others' devices and of rooms, and what is read and said with them.

The ratchets are vodozemac's. What must be kept of them lies in a vault of the database, encrypted with a secret of the
state folder, so that it is kept in one transaction with what was read by it: who is killed in between reads the same
again, with the same keys. Keys with which something is sent are kept before it is.
"""

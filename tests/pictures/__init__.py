"""Pictures of the bot's replies for the pages in docs/.

The bot is asked on the local Discord, and what it sent is laid out as Discord does by a small page of our own: no proof
of how Discord looks, but what stands in a picture was really answered.
"""

"""Commands, declared once: from a method's signature come the options, the reading of a line, completion and help."""

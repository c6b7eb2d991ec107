"""Discord as a platform: slash commands and buttons in, Components V2 out."""

"""Gets the running text out of a file that an operator hands over: plain text, Markdown, HTML, EPUB."""

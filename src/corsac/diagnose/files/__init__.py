"""The answering system's own files: which of their lines made what was seen in its answers."""

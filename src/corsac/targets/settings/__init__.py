"""Existing settings of other CORS libraries: what they say, what they did, the equal policy."""

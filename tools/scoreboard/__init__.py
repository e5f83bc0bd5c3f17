"""The conformance suite on the CORS layers of Python's frameworks, and the page that shows it."""

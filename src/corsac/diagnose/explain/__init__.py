"""Explanations: of a rule, a header, a method, a content type, a console line, and of CORS."""

"""A verification as text, JSON, SARIF, GitHub annotations, Markdown and JUnit's XML."""

"""The API that two popular recipes make together: their nginx in front of their Django."""

"""The server's half: what an operator allows, and the answer that follows from it."""

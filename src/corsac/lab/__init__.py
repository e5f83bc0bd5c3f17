"""Small servers on loopback, each wrong in one way on purpose, to learn and to test with."""

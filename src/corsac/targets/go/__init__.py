"""Go's net/http."""

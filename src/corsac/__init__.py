"""corsac: makes cross-origin requests work, and proves it."""

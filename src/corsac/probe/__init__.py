"""The only HTTP client: sends a browser's wire requests to a live URL and keeps the bytes."""

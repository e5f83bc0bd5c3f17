"""What people paste: console lines, curl commands, fetch() calls. Text in, data out."""

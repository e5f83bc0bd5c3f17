"""Console lines, curl commands, fetch() calls and HAR files, read into requests and exchanges."""

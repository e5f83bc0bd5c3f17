"""webpack-dev-server."""

"""Create React App's development server."""

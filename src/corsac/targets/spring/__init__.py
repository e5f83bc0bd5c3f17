"""Spring Boot."""

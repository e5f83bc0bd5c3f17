"""What both ends of the CORS protocol share: values and tables. No I/O, no clock, no dependency."""

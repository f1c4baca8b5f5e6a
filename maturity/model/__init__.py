"""What things are: frozen types without any input or output."""

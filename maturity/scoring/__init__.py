"""What answers are worth: numbers only, no wording."""

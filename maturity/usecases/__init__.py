"""What each command does, without a word to the terminal."""

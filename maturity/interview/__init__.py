"""What is the state of an interview, and what does each command make of it?"""

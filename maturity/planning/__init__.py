"""What is the least an organisation has to do to reach its target, and in which order?"""

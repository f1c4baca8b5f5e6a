"""How is an interview held on a terminal: line by line, or on the full screen?"""

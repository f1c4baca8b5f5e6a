"""How is an interview held line by line: static text, nothing redrawn, everything typed?"""

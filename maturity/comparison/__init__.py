"""How do two results differ: who moved, who is new or gone, what cannot be compared?"""

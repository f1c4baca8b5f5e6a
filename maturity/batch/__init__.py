"""How are very many responses scored and reported on: in chunks, side by side, and to be resumed?"""

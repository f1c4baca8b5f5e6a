"""How are tables of responses and results read and written?"""

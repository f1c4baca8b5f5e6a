"""What is wrong in content that has the right shape?

One module per kind of file; each check is a function that yields diagnostics, so that adding one
touches one place.
"""

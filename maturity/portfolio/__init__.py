"""What do many organisations have in common, and where do they differ?"""

"""The support desk of a bicycle shop."""

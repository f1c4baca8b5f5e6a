"""Find out how mature a public-sector data ecosystem is, and what to do next."""

__version__ = "0.1.0"

"""Pages of boards: thin, each reads through selectors and writes through services."""

"""How long the texts of a board may be, in characters."""

LINE, PARAGRAPH, PAGE = 300, 2_000, 8_000

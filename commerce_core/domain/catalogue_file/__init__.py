"""Products as a file: CSV or JSON Lines in and out, read row by row, told what would change before it does."""

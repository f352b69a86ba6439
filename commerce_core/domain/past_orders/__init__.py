"""Reads past orders from any table of invoices: every row is told apart once, and its money accounted for exactly."""

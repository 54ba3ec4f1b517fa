"""Records as text for a terminal: tables, bars and pictures in half-block characters.

Each function takes a record, the names of what it speaks of, and whether there is colour, and
returns something that rich can print.
"""

"""Records as figures for slides and pages, drawn with matplotlib: light and dark.

Each function takes a record, the names of what it speaks of and a canvas to draw on. Matplotlib is
an extra: ``pip install 'backlit[figure]'``.
"""

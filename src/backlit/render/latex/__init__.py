"""Records as LaTeX in the notation of the slides.

Every string is mathematics without delimiters: set it between ``$…$`` or in an ``align``.
"""

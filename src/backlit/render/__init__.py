"""Records as text for a terminal, as figures, as LaTeX and as JSON. The only room that rounds.

Each explanation has a module with its ``…_text``, which takes a record, the names of the network
and whether the terminal has colours, and returns something that rich can print; and its
``…_figure``, which draws on a ``figures.Canvas``. ``terminal``, ``figures`` and ``latex`` hold what
they share.
Matplotlib is an extra: ``pip install 'backlit[figure]'``.
"""

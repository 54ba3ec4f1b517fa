"""The documentation site: ``nox -s site`` builds it into ``build/site``, without a warning.

The source folder is the project's own, so that every link between pages that works in the
repository works on the site too.
"""

import re

from backlit import __version__

project = "Backlit"
author = "The Backlit developers"
project_copyright = author
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
root_doc = "docs/index"
include_patterns = [
    "*.md",
    "docs/*.md",
    "docs/**/*.md",
    "benchmarks/*.md",
    "src/backlit/data/mnist_files/LICENSE.md",
]
exclude_patterns = ["build", ".nox", ".venv", "node_modules"]

myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline"]

autodoc_default_options = {"members": True, "show-inheritance": False}
autodoc_mock_imports = ["torch"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = "Backlit"
html_copy_source = False
html_show_sourcelink = False
# The prompts are not copied.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0e7c9b", "color-brand-content": "#0e7c9b"},
    "dark_css_variables": {
        "color-brand-primary": "#58c4dd",
        "color-brand-content": "#58c4dd",
        "color-background-primary": "#0e1116",
    },
}


def setup(app):
    """Connect the two changes to docstrings and signatures below."""
    app.connect("autodoc-process-docstring", escape_axes)
    app.connect("autodoc-process-signature", shorten_arrays)


def escape_axes(app, what, name, obj, options, lines):
    """Put a backslash before the star of names such as ``*batch``, which is no emphasis."""
    lines[:] = [re.sub(r"(?<!`)\*(?=[a-z#])", r"\\*", line) for line in lines]


def shorten_arrays(app, what, name, obj, options, signature, returns):
    """Write array types as in the source, not expanded."""

    def shorter(text):
        return text and re.sub(
            r"ndarray\[tuple\[Any, \.\.\.\], dtype\[(\w+)\]\]", r"NDArray[\1]", text
        )

    return shorter(signature), shorter(returns)

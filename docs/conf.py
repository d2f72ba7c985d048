"""How Sphinx makes the documentation: ``just docs``. No page loads anything from another host."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

import radkg  # noqa: E402

project = "radkg"
author = "radkg contributors"
copyright = author
release = version = radkg.__version__

extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_nb"]
exclude_patterns = ["_build"]
root_doc = "index"
language = "en"

myst_enable_extensions = ["attrs_block", "deflist"]
myst_heading_anchors = 3
highlight_language = "none"
suppress_warnings = ["misc.highlighting_failure"]  # the lexer of SPARQL does not know paths with | and ?

# Notebooks are stored without outputs, and run when the pages are built.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_execution_show_tb = True
nb_merge_streams = True
nb_ipywidgets_js: dict[str, Any] = {}  # they would come from another host

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True  # fields of a named tuple are listed once

html_theme = "furo"
html_title = f"radkg {release}"
html_static_path = ["_static"]
templates_path = ["_templates"]
_SIDEBAR = ("brand", "site", "search", "scroll-start", "navigation", "scroll-end")
html_sidebars = {"**": [f"sidebar/{part}.html" for part in _SIDEBAR]}
html_css_files = ["radkg.css"]
html_js_files = ["radkg.js"]
html_favicon = "../src/radkg/site/static/icon.svg"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "source_view_link": "",
    "light_css_variables": {"color-brand-primary": "#00558c", "color-brand-content": "#00558c"},
    "dark_css_variables": {"color-brand-primary": "#7fc4f5", "color-brand-content": "#7fc4f5"},
}


class LinkedPages(SphinxTransform):
    """Makes a link of each page that a text names as a file, such as ``docs/model.md``: in the repository it is no link."""

    default_priority = 210  # before references are resolved

    def apply(self, **_: object) -> None:
        """Replace the names."""
        for literal in list(self.document.findall(nodes.literal)):
            named = re.fullmatch(r"docs/([\w/-]+)\.md", literal.astext())
            if named is None or named[1] not in self.env.found_docs or isinstance(literal.parent, nodes.reference):
                continue
            link = addnodes.pending_xref(
                "",
                refdomain="std",
                reftype="doc",
                reftarget=f"/{named[1]}",
                refexplicit=False,
                refwarn=True,
                refdoc=self.env.docname,
            )
            link += nodes.inline("", named[1])
            literal.replace_self(link)


def without_type(app: Sphinx, what: str, name: str, docstring: object, options: object, lines: list[str]) -> None:
    """Have a colon in the summary of a property end no type, for which napoleon takes what stands before it."""
    if what == "property" and lines:
        lines[0] = lines[0].replace(": ", " – ")


def with_levels(app: Sphinx, page: str, template: str, context: dict[str, Any], document: object) -> None:
    """Say of which level the headings beside a page are: Sphinx leaves it out, without which they are headings of no text."""
    if "furo_navigation_tree" in context:
        context["furo_navigation_tree"] = context["furo_navigation_tree"].replace(
            'role="heading"', 'role="heading" aria-level="2"'
        )


def setup(app: Sphinx) -> dict[str, bool]:
    """Add what is radkg's own."""
    app.connect("autodoc-process-docstring", without_type, priority=400)  # napoleon has 500
    app.connect("html-page-context", with_levels, priority=600)  # the theme has 500
    app.add_transform(LinkedPages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""The files of a site: pages from their templates, and what is carried as it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from radkg import resources
from radkg.site.addresses import root_of

if TYPE_CHECKING:
    from typing import Any

STYLE = "radkg.css"
_HERE = os.path.dirname(os.path.abspath(__file__))


class Files:
    """Makes the files of one site; what becomes of them, its classes say.

    Attributes:
        number: How many there are.
        bytes: How long they are together.
        served: Whether the site is served by radkg, which then does what a page of a static site cannot.

    Args:
        documentation: Where the pages of the documentation are, as `radkg.site.addresses.documentation_of` returns it.
    """

    served = False

    def __init__(self, documentation: str = "") -> None:
        self.number = self.bytes = 0
        self._documentation = documentation
        self._templates = Environment(
            loader=FileSystemLoader(os.path.join(_HERE, "templates")),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, path: str, template: str, **context: Any) -> None:
        """Write a page.

        Args:
            path: Its path, without suffix.
            template: The file of its template.
            context: What the template names.
        """
        usual = {"page": None, "forms": (), "structured": "", "preloaded": ()}
        root = root_of(path)
        documentation = (
            self._documentation if ":" in self._documentation else self._documentation and root + self._documentation
        )
        always = {"root": root, "path": path, "style": STYLE, "served": self.served, "documentation": documentation}
        given = {**usual, **always, **context}
        self.write(f"{path}.html", self._templates.get_template(template).render(given).encode())

    def carry(self, origin: str, name: str, folder: str = "") -> None:
        """Write a file that the package carries.

        Args:
            origin: The folder that it is in, of this package.
            name: Its name.
            folder: The folder of the site that it goes to; the top of the site where not given.
        """
        path = f"{folder}/{name}" if folder else name
        self.write(path, resources.read_bytes(os.path.join(_HERE, origin, name)))

    def write(self, path: str, data: bytes) -> None:
        """Write a file.

        Args:
            path: Its path.
            data: What is in it.
        """
        self.number += 1
        self.bytes += len(data)
        self._write(path, data)

    def has(self, path: str) -> bool:
        """Return whether a file is written."""
        raise NotImplementedError

    def _write(self, path: str, data: bytes) -> None:
        raise NotImplementedError


class FilesInFolder(Files):
    """Files in a folder.

    Args:
        folder: The folder, which exists.
        documentation: Where the pages of the documentation are.
    """

    def __init__(self, folder: str, documentation: str = "") -> None:
        super().__init__(documentation)
        self._folder = folder
        self._made = {folder}

    def has(self, path: str) -> bool:
        """Return whether a file is written."""
        return os.path.exists(os.path.join(self._folder, path))

    def _write(self, path: str, data: bytes) -> None:
        target = os.path.join(self._folder, *path.split("/"))
        if (parent := os.path.dirname(target)) not in self._made:
            os.makedirs(parent, exist_ok=True)
            self._made.add(parent)
        with open(target, "wb") as file:
            file.write(data)


class KeptFiles(Files):
    """Files in memory, by path, of a site that is served."""

    served = True

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, bytes] = {}

    def has(self, path: str) -> bool:
        """Return whether a file is kept."""
        return path in self.kept

    def _write(self, path: str, data: bytes) -> None:
        self.kept[path] = data

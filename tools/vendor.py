"""Write src/radkg/site/vendored/: the SPARQL engine and the editor of the query page, from the packages that npm has locked.

python tools/vendor.py            # write the files; needs npm
python tools/vendor.py --check    # exit with 1 where they are not what would be written

The versions are those of tools/vendored/package-lock.json. The files are in the repository, so that an installation from it
needs no npm, and a site no other host.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "tools" / "vendored"
TARGET = ROOT / "src" / "radkg" / "site" / "vendored"
LIST = "vendored.json"


def made(work: Path) -> dict[str, bytes]:
    """Return the files by name.

    Args:
        work: An empty folder.
    """
    for name in ("package.json", "package-lock.json", "editor.js"):
        shutil.copy(PACKAGES / name, work)
    _run(work, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    modules = work / "node_modules"
    bundle = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--legal-comments=inline"]
    esbuild = str(modules / ".bin" / "esbuild")
    _run(work, esbuild, "editor.js", *bundle, "--outfile=out/editor.js", "--metafile=meta.json", "--log-level=warning")
    _run(work, esbuild, "node_modules/oxigraph/web.js", *bundle[1:], "--outfile=out/oxigraph.js", "--log-level=warning")
    inputs = json.loads((work / "meta.json").read_text(encoding="utf-8"))["inputs"]
    names = {"/".join(Path(path).parts[1 : 3 if "@" in path else 2]) for path in inputs if path.startswith("node_modules/")}
    # compressed here, as not every host compresses what it serves
    engine = gzip.compress((modules / "oxigraph" / "web_bg.wasm").read_bytes(), 9, mtime=0)
    return {
        "editor.js": (work / "out" / "editor.js").read_bytes(),
        "oxigraph.js": (work / "out" / "oxigraph.js").read_bytes(),
        "oxigraph.wasm.gz": engine,
        "LICENSES.txt": _licences(modules, sorted(names)).encode(),
    }


def _licences(modules: Path, names: list[str]) -> str:
    version = _described(modules / "oxigraph")["version"]
    parts = [
        "What the query page of the site carries of others.",
        f"oxigraph.js, oxigraph.wasm.gz: Oxigraph {version}, https://oxigraph.org, under the Apache License 2.0,\n"
        "https://www.apache.org/licenses/LICENSE-2.0, which is the licence of radkg's code as well.",
        "editor.js: CodeMirror, https://codemirror.net, and what it needs:\n"
        + "\n".join(f"{name} {_described(modules / name)['version']}" for name in names),
    ]
    texts: dict[str, list[str]] = {}
    for name in names:
        texts.setdefault((modules / name / "LICENSE").read_text(encoding="utf-8").strip(), []).append(name)
    parts += [f"{', '.join(some)}:\n\n{text}" for text, some in texts.items()]
    return "\n\n----\n\n".join(parts) + "\n"


def _described(package: Path) -> dict[str, str]:
    described: dict[str, str] = json.loads((package / "package.json").read_text(encoding="utf-8"))
    return described


def listed(files: dict[str, bytes]) -> bytes:
    """Return the list of the files: the SHA-256 of each, that of what it holds where it is compressed.

    Args:
        files: The files by name.
    """
    sums = {name: sha256(gzip.decompress(data) if name.endswith(".gz") else data).hexdigest() for name, data in files.items()}
    return (json.dumps(sums, indent=2) + "\n").encode()


def _run(work: Path, *command: str) -> None:
    subprocess.run(command, cwd=work, check=True)


def main() -> int:
    """Write the files, or compare them with what would be written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where the files differ")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as work:
        files = made(Path(work))
    if check:
        if (TARGET / LIST).read_bytes() == listed(files):
            return 0
        print(f"{TARGET.relative_to(ROOT)} is not what tools/vendored/ gives; run python tools/vendor.py", file=sys.stderr)
        return 1
    TARGET.mkdir(exist_ok=True)
    for name, data in {**files, LIST: listed(files)}.items():
        (TARGET / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

# One line a task; `just` lists them. Tools come from .venv where there is one (`just setup`), else from the active environment.

export PATH := justfile_directory() / ".venv/bin:" + env("PATH")
python := "python3"

[private]
default:
    @just --list --unsorted

# an environment in .venv with all that development needs, and the hooks of pre-commit
[group('set up')]
setup:
    {{ python }} -m venv .venv
    pip install --quiet -e ".[dev]"
    pre-commit install

# all tests that need no other tool; more options go to pytest: just test -n 0 tests/engine/test_show.py
[group('test')]
[positional-arguments]
test *OPTIONS:
    pytest "$@"

# tests of the engine, on an ontology of their own
[group('test')]
[positional-arguments]
test-engine *OPTIONS:
    pytest -m "engine and not servers and not browser and not fuzz and not docs and not sweep" "$@"

# tests of the knowledge in ontology/
[group('test')]
[positional-arguments]
test-knowledge *OPTIONS:
    pytest -m "knowledge and not servers and not browser and not fuzz and not docs and not sweep" "$@"

# what goes over all there is, page by page or sentence by sentence: a few minutes
[group('test')]
[positional-arguments]
test-sweep *OPTIONS:
    pytest -m sweep "$@"

# mutated inputs for every reader: so many minutes of the processor's time for each of the targets, an hour or so in all
[group('test')]
fuzz MINUTES="4":
    RADKG_FUZZ_SECONDS=$(({{ MINUTES }} * 60)) pytest -m fuzz --dist load -p no:cacheprovider

# lint: Python, spelling, Turtle in canonical form
[group('test')]
lint:
    ruff check .
    ruff format --check .
    codespell
    python tools/format_turtle.py --check

# types, strictly
[group('test')]
types:
    mypy

# all that must pass before a change lands, in a fresh environment
[group('test')]
ci:
    .ci/run

# write Python in its form
[group('write')]
fmt:
    ruff check --fix .
    ruff format .

# write Turtle in its canonical form: all hand-written files, or those named
[group('write')]
[positional-arguments]
fmt-turtle *FILES:
    python tools/format_turtle.py "$@"

# golden results of the competency questions, and of those named for the first time; answers of the questions that models are
# measured by; look at the diff before you commit it
[group('write')]
[positional-arguments]
goldens *NAMES:
    python tests/write_goldens.py "$@"
    python benchmarks/agents/gold.py

# pages of docs/ that are made from the queries, the registry of verbs and what commands print
[group('write')]
pages:
    page=$(radkg quality --docs) && printf '%s\n' "$page" > docs/checks.md
    python tools/write_api.py
    python tools/write_commands.py
    python tools/write_recipes.py
    python tools/write_shapes.py
    python tools/write_transcripts.py

# the documentation with its notebooks, into build/docs: it needs no other host
[group('write')]
docs: pages
    sphinx-build -W --keep-going -q docs build/docs

# what the site carries of others, from the versions that tools/vendored/package-lock.json has; needs npm
[group('write')]
vendored:
    python tools/vendor.py

# a verdict: just check dermatomyositis is seen in children
[group('ask')]
[positional-arguments]
check +STATEMENT:
    radkg check "$*"

# the ontology, or files of your own beside it, against shapes and knowledge
[group('ask')]
[positional-arguments]
validate *FILES:
    radkg validate "$@"

# the quality checks of docs/checks.md
[group('ask')]
[positional-arguments]
quality *OPTIONS:
    radkg quality "$@"

# cold start of the command line beside rdflib's import; the other benchmarks say how they are run
[group('ask')]
bench:
    python benchmarks/cold_start.py

# the release files, whole
[group('release')]
build FOLDER="release":
    radkg build --all --output "{{ FOLDER }}"

# lock what CI installs, with hashes, from pyproject.toml: look at the diff before you commit it
[group('release')]
lock:
    #!/usr/bin/env bash
    set -euo pipefail
    tools=$(mktemp -d)
    trap 'rm -rf "$tools"' EXIT
    {{ python }} -m venv "$tools"
    "$tools/bin/pip" install --quiet uv
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml requirements/build.in --output-file requirements/ci.lock

# what an installed radkg consists of, as CycloneDX: just sbom radkg-0.1.0.cdx.json
[group('release')]
sbom FILE="radkg.cdx.json":
    #!/usr/bin/env bash
    set -euo pipefail
    tools=$(mktemp -d)
    trap 'rm -rf "$tools"' EXIT
    {{ python }} -m venv "$tools/user"
    {{ python }} -m venv "$tools/sbom"
    "$tools/user/bin/pip" install --quiet ".[java,mappings,pandas,parquet]"
    "$tools/user/bin/pip" uninstall --quiet --yes pip setuptools
    "$tools/sbom/bin/pip" install --quiet "cyclonedx-bom>=7,<8"
    "$tools/sbom/bin/cyclonedx-py" environment --pyproject pyproject.toml --mc-type library --output-reproducible \
        --output-file "{{ FILE }}" "$tools/user/bin/python"

# set the version, check, build, write the notes: just release 0.2.0; --since WHEEL tells what has changed, --tag commits and tags
[group('release')]
[positional-arguments]
release VERSION *OPTIONS:
    python tools/release.py "$@"

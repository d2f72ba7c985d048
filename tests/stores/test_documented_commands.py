"""docs/triple-stores.md and docs/scaling.md tell the truth: what they say for each store is run as it stands, from nothing to
the first answer.

Only what installs is left to .ci/run, and ports are free ones.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sysconfig
from pathlib import Path

import pytest

from stores.server import free_port
from stores.servers import Missing, archive

PAGE, OF_SCALING = (
    (Path(__file__).parents[2] / "docs" / name).read_text(encoding="utf-8") for name in ("triple-stores.md", "scaling.md")
)


def sections_of(page: str) -> dict[str, str]:
    """Return the sections of a page by their headings."""
    return {section.partition("\n")[0]: section for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]}


SECTIONS = sections_of(PAGE)
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = [name for name, section in (SECTIONS | sections_of(OF_SCALING)).items() if "```sh" in section]
INSTALLS = {  # what Maven fetches in the documentation, .ci/run has fetched before
    "jena-fuseki-server": "RADKG_FUSEKI_JAR",
    "rdf4j-http-server": "RADKG_RDF4J_WAR",
    "jetty-runner": "RADKG_JETTY_RUNNER",
}
PORTS = ("7878", "7880", "3030", "8890", "8080", "1111", "8000")


def commands(section: str) -> tuple[str, str]:
    """Return what a section has one type, as one script with a mark between its blocks, and what it says is printed."""
    blocks = BLOCK.findall((SECTIONS | sections_of(OF_SCALING))[section])
    assert [kind for kind, _ in blocks] == ["sh", "text"] * (len(blocks) // 2)
    script = "echo '-- block'\n".join(text for kind, text in blocks if kind == "sh")
    return script, "-- block\n".join(text for kind, text in blocks if kind == "text")


def installed(line: str) -> str:
    """Return what stands for a line that installs something."""
    if line.startswith(("pip install ", "apt-get install ")):
        return ":"
    if found := re.match(r"mvn .*dependency:copy -Dartifact=[\w.]+:([\w-]+):(\S+?)(?::(war))? ", line):
        artifact, version, kind = found[1], found[2], found[3] or "jar"
        return f"cp {archive(INSTALLS[artifact], artifact)} {artifact}-{version}.{kind}"
    return line


@pytest.mark.knowledge  # the answers are of radkg's own facts
@pytest.mark.servers
@pytest.mark.parametrize("section", RUN)
def test_the_commands_give_the_answer_that_the_page_shows(section: str, tmp_path: Path) -> None:
    script, expected = commands(section)
    try:
        script = "\n".join(map(installed, script.splitlines()))
    except Missing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))
    for port in PORTS:
        script = re.sub(rf"\b{port}\b", str(free_port()), script)
    environment = {**os.environ, "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"}
    with open(tmp_path / "out", "w+b") as out, open(tmp_path / "err", "w+b") as err:
        shell = subprocess.Popen(
            ["bash", "-c", script], cwd=tmp_path, env=environment, stdout=out, stderr=err, start_new_session=True
        )
        try:
            code = shell.wait(240)
        finally:
            os.killpg(shell.pid, signal.SIGKILL)  # the servers that it has started in the background
        printed = Path(out.name).read_text(encoding="utf-8")
        told = Path(err.name).read_text(encoding="utf-8")
    assert code == 0, told
    without_loads = re.sub(
        r"^radkg \d.*?^verified: .*?\n(?:serve it: .*?\n)?", "", printed, flags=re.MULTILINE | re.DOTALL
    ).replace("\r", "")
    assert without_loads == expected, told
    assert "verified: " in printed


def test_every_store_of_the_presets_has_a_section() -> None:
    from radkg.stores.target import PRESETS

    for preset in PRESETS.values():
        title = preset.title.removesuffix(" server")
        assert any(title in name for name in SECTIONS), title
        assert f"{preset.name}:http" in PAGE
        if preset.tried:
            assert preset.tried in SECTIONS[next(name for name in SECTIONS if title in name)]


def test_what_virtuoso_makes_of_an_ask_is_on_the_page() -> None:
    from stores.test_questions_on_stores import EXCEPTIONS

    for (_, question), unable in EXCEPTIONS.items():
        assert question == "is-seen-in"
        (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| Virtuoso {unable.version} |")]
        assert "`ASK`" in row
        assert "`__ASK_RETVAL`" in row


def test_every_part_is_in_the_table() -> None:
    from radkg.stores.parts import PARTS

    for part in PARTS:
        assert f"`{part}`" in SECTIONS["What a load does"]

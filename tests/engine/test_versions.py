"""Version and date of the release stand in several files, which say the same; and how a release changes them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import release
from release import Refused, changes, disagreements, notes, set_version

Checkout = Callable[..., Path]
MINI_HEADER = Path(__file__).parents[1] / "mini" / "ontology" / "radkg.ttl"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """The files of a checkout that hold the version, set to 0.2.0 of 2027-01-31, with changes to some of them."""

    def make(*changes: tuple[str, str, str]) -> Path:
        for name in (*release.FILES, "pyproject.toml"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(MINI_HEADER if name == release.HEADER else release.ROOT / name, tmp_path / name)
        changelog = "# Changelog\n\n## 0.2.0 (unreleased)\n\n- Something new.\n\n## 0.1.0 (2026-12-01)\n\n- Something old.\n"
        (tmp_path / release.CHANGELOG).write_text(changelog)
        package, citation = tmp_path / release.PACKAGE, tmp_path / release.CITATION
        package.write_text(re.sub('__version__ = ".*"', '__version__ = "0.1.0"', package.read_text()))
        citation.write_text(re.sub("(?m)^version: .*", "version: 0.1.0", citation.read_text()))
        set_version(tmp_path, "0.2.0", "2027-01-31")
        for name, old, new in changes:
            text = (tmp_path / name).read_text()
            assert old in text
            (tmp_path / name).write_text(text.replace(old, new, 1))
        return tmp_path

    return make


def test_a_release_sets_version_and_date_everywhere(checkout: Checkout) -> None:
    root = checkout()
    assert disagreements(root) == []
    assert '__version__ = "0.2.0"' in (root / release.PACKAGE).read_text()
    assert "\nversion: 0.2.0\ndate-released: 2027-01-31\n" in (root / release.CITATION).read_text()
    assert "owl:versionIRI <https://w3id.org/radkg/ontology/2027-01-31> ;" in (root / release.HEADER).read_text()
    assert "## 0.2.0 (2027-01-31)" in (root / release.CHANGELOG).read_text()


def test_a_release_tells_what_has_changed_since_an_older_one(tmp_path: Path, mini_folder: Path) -> None:
    changes(str(mini_folder), mini_folder, tmp_path / "CHANGES.md")
    text = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.endswith("\n\nNothing differs.\n")
    with pytest.raises(Refused, match=r"none\.whl cannot be compared with the new release"):
        changes(str(tmp_path / "none.whl"), mini_folder, tmp_path / "none.md")


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (release.PACKAGE, '"0.2.0"', '"0.3.0"', "CITATION.cff: version 0.2.0, where src/radkg/__init__.py has 0.3.0"),
        (release.CITATION, "version: 0.2.0", "version: 0.1.0", "CITATION.cff: version 0.1.0"),
        (release.CITATION, "2027-01-31", "2027-02-01", "version IRI of 2027-01-31, where CITATION.cff has 2027-02-01"),
        (release.HEADER, "2027-01-31", "2027-01-30", "version IRI of 2027-01-30"),
        (release.CHANGELOG, "2027-01-31", "2027-01-30", "0.2.0 of 2027-01-30, where"),
        (release.CHANGELOG, "0.2.0 (2027-01-31)", "0.3.0 (2027-01-31)", "0.3.0 of 2027-01-31, where"),
        (release.CHANGELOG, "0.2.0 (2027-01-31)", "0.1.0 (unreleased)", "do not go down"),
        (release.CHANGELOG, "0.1.0 (2026-12-01)", "0.1.0 (unreleased)", "only the first heading may be unreleased"),
        (release.CHANGELOG, "## 0.2.0 (2027-01-31)\n", "", "0.1.0 of 2026-12-01, where"),
        ("pyproject.toml", 'dynamic = ["version"]', 'version = "0.2.0"', "pyproject.toml: a version of its own"),
    ],
)
def test_a_file_that_disagrees_is_named(checkout: Checkout, file: str, old: str, new: str, found: str) -> None:
    assert found in "; ".join(disagreements(checkout((file, old, new))))


def test_the_next_release_may_be_written_down_before_it_is_made(checkout: Checkout) -> None:
    assert disagreements(checkout((release.CHANGELOG, "## 0.2.0", "## 0.3.0 (unreleased)\n\n## 0.2.0"))) == []


def test_what_is_not_in_the_changelog_is_not_released(checkout: Checkout) -> None:
    root = checkout()
    with pytest.raises(Refused, match=r"first heading must be “## 0\.3\.0 \(unreleased\)”"):
        set_version(root, "0.3.0", "2027-02-01")
    with pytest.raises(Refused, match="no heading for"):
        notes(root, "0.3.0", root)


def test_a_version_is_three_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["0.2"]) == 1
    assert capsys.readouterr().err == "release: 0.2 is no version: write three numbers, as in 0.2.0\n"


def test_the_notes_say_what_changed_and_what_is_in_the_files(checkout: Checkout, tmp_path: Path) -> None:
    built = tmp_path / "built"
    built.mkdir()
    for variant, iri in (("base", release.ONTOLOGY), ("full", f"{release.ONTOLOGY}/full")):
        (built / f"radkg-{variant}.nt").write_text(
            f'<{iri}> <{release.EXTENT}> "3 terms, 4 facts" .\n'
            f'<{iri}> <{release.TRIPLES}> "1234"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        )
    written = notes(checkout(), "0.2.0", built)
    assert written.startswith("# radkg 0.2.0\n\nReleased 2027-01-31; ")
    assert "- Something new.\n" in written
    assert "Something old" not in written
    assert "- base: 3 terms, 4 facts; 1,234 triples\n- full: 3 terms, 4 facts; 1,234 triples\n" in written
    assert "| `radkg-full.nt` |" in written


@pytest.fixture
def repository(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on a clean main, in which 0.3.0 can be released; checks and builds are commands that do next to nothing."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    root = checkout((release.CHANGELOG, "## 0.2.0", "## 0.3.0 (unreleased)\n\n- To come.\n\n## 0.2.0"))
    (root / ".gitignore").write_text("dist/\n")
    monkeypatch.setattr(release, "ROOT", root)
    monkeypatch.setattr(release, "CHECKS", ())
    monkeypatch.setattr(release, "notes", lambda *_: "notes")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name, value in (("NAME", "radkg contributors"), ("EMAIL", "radkg@example.org")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    run = release._run

    def fake(command: list[str]) -> None:
        if command[0] == sys.executable:
            (root / "dist/0.3.0/release").mkdir(parents=True, exist_ok=True)
        else:
            run(command)

    monkeypatch.setattr(release, "_run", fake)
    for command in (["init", "--quiet", "--initial-branch", "main"], ["add", "."], ["commit", "--quiet", "--message", "All"]):
        release._said("git", *command)
    return root


def test_a_release_leaves_the_commit_to_who_makes_it(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["0.3.0", "--skip-tests", "--date", "2027-02-01"]) == 0
    assert (repository / "dist/0.3.0/NOTES.md").read_text() == "notes"
    assert "commit, and tag v0.3.0" in capsys.readouterr().out
    changed = release._said("git", "status", "--porcelain")
    assert sorted(line.split()[-1] for line in changed.splitlines()) == sorted(release.FILES)
    assert release._said("git", "tag") == ""


def test_with_tag_it_is_committed_and_tagged(repository: Path) -> None:
    assert release.main(["0.3.0", "--skip-tests", "--date", "2027-02-01", "--tag"]) == 0
    assert release._said("git", "status", "--porcelain") == ""
    assert release._said("git", "tag") == "v0.3.0"
    assert release._said("git", "log", "-1", "--format=%s") == "Release 0.3.0"


def test_a_build_that_fails_leaves_the_files_as_they_were(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise Refused("no notes today")

    monkeypatch.setattr(release, "notes", fail)
    assert release.main(["0.3.0", "--skip-tests", "--date", "2027-02-01"]) == 1
    assert release._said("git", "status", "--porcelain") == ""
    assert not (repository / "dist/0.3.0").exists()


@pytest.mark.parametrize(
    ("done", "refused"),
    [
        (["switch", "--quiet", "--create", "other"], "made on main, not on other"),
        (["rm", "--quiet", "pyproject.toml"], "changes that are not committed"),
        (["tag", "v0.3.0"], "there is a tag v0.3.0 already"),
    ],
)
def test_what_stands_against_a_release(
    repository: Path, done: list[str], refused: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release._said("git", *done)
    assert release.main(["0.3.0", "--skip-tests"]) == 1
    assert refused in capsys.readouterr().err

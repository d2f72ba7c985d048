"""A report in SARIF 2.1.0, which code hosts show beside the lines.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from radkg.namespaces import compact
from radkg.validation.finding import SHAPES, named, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from radkg.validation.finding import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"Warning": "warning", "Info": "note"}
_HOME = "https://w3id.org/radkg/"


def as_sarif(findings: Sequence[Finding], files: tuple[str, ...]) -> str:
    """Return findings as a SARIF log with one run. A rule is a shape or check that found something.

    Args:
        findings: The findings.
        files: The files that were validated.
    """
    import radkg

    rules: dict[str, Finding] = {}
    for finding in findings:
        rules.setdefault(_rule_id(finding), finding)
    places = {rule: place for place, rule in enumerate(rules)}
    results = [_result(finding, places, files) for finding in findings]
    driver = {
        "name": "radkg",
        "version": radkg.__version__,
        "informationUri": _HOME,
        "rules": [_rule(rule, finding) for rule, finding in rules.items()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule_id(finding: Finding) -> str:
    """Return the name of a check of radkg, else the IRI of a shape; that of the constraint component where neither has one."""
    return finding.check.removeprefix(SHAPES) or finding.component


def _rule(rule: str, finding: Finding) -> dict[str, Any]:
    iri = finding.check or finding.component
    words = finding.remedy or finding.message
    described: dict[str, Any] = {
        "id": rule,
        "shortDescription": {"text": f"the shape {compact(iri)}" if finding.result else finding.message},
        "help": {"text": words},
        "defaultConfiguration": {"level": _level(finding)},
    }
    if iri.startswith(("http://", "https://")):
        described["helpUri"] = iri
    return described


def _result(finding: Finding, places: dict[str, int], files: tuple[str, ...]) -> dict[str, Any]:
    rule = _rule_id(finding)
    value = f" ({shortened(finding.value)})" if finding.value else ""
    who = f"{named(finding.focus, finding.label)}: " if finding.focus or finding.label else ""
    remedy = f" {finding.remedy}" if finding.remedy else ""
    result: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": places[rule],
        "level": _level(finding),
        "message": {"text": f"{who}{finding.message}{value}.{remedy}"},
        "partialFingerprints": {"radkg/v1": _fingerprint(finding)},
    }
    # GitHub shows no result without a place. What is about no file is shown with the first one.
    if file := finding.file or next(iter(files), ""):
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}, "region": {"startLine": finding.line or 1}}
        result["locations"] = [{"physicalLocation": place}]
        if finding.focus:
            logical = {"fullyQualifiedName": finding.focus, "name": finding.label or compact(finding.focus)}
            result["locations"][0]["logicalLocations"] = [logical]
    if finding.severity not in ("Violation", *_LEVELS):
        result["properties"] = {"severity": finding.severity}
    return result


def _level(finding: Finding) -> str:
    return _LEVELS.get(finding.severity, "error")


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same where lines are added above: nodes without IRI have another name each time."""
    focus = "" if finding.focus.startswith("_:") else finding.focus
    value = "" if finding.value.startswith("_:") else finding.value
    parts = (finding.check, finding.component, focus, finding.path, value, finding.message)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _uri(file: str) -> str:
    """Return a file within the current folder as a relative reference, and any other as an address."""
    from pathlib import Path
    from urllib.parse import quote

    absolute, here = os.path.abspath(file), os.path.abspath(os.curdir)
    if absolute.startswith(os.path.join(here, "")):
        return quote(os.path.relpath(absolute, here).replace(os.sep, "/"))
    return Path(absolute).as_uri()

"""A certificate that nobody has signed but its owner, as stores within a house have one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

#: What may name certificates or proxies in the environment of who runs the tests.
VARIABLES = (
    *("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *(f"{name}_PROXY" for name in ("HTTP", "HTTPS", "ALL", "NO")),
    *(f"{name}_proxy" for name in ("http", "https", "all", "no")),
)


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for localhost, and its key.

    Args:
        folder: Where to write both.
    """
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    of = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *of], check=True, capture_output=True)
    return certificate, key

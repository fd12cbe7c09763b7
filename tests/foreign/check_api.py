"""What schemathesis finds in the API of a running demonstration, by its own description (/openapi.json).

    python check_api.py …/kooste
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import xml.etree.ElementTree as xml
from pathlib import Path

HERE = Path(__file__).resolve().parent
PATIENCE = 120


def greeting(child):
    """The address that it greets with: on a port of its own."""
    for line in child.stdout:
        if found := re.search(r"http://\S+?(?=/\s)", line):
            return found.group()
    raise RuntimeError("it ended by itself")


def wait_for_activities(base):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{base}/api/v1/activities?fields=id&limit=1") as answer:
            if b'"data":[{' in answer.read():
                return
        time.sleep(0.2)
    raise RuntimeError("waited in vain for activities")


def try_it(base, folder):
    """How many operations held and how many did not."""
    report = Path(folder) / "report.xml"
    command = [Path(sys.executable).parent / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run"]
    options = ["--url", base, "--report", "junit", "--report-junit-path", report, "--warnings", "off"]
    run = subprocess.run([*command, *options, f"{base}/openapi.json"], cwd=folder, check=False)
    cases = xml.parse(report).getroot().iter("testcase")
    bad = [case.find("failure") is not None or case.find("error") is not None for case in cases]
    failed = sum(bad)
    # It may end badly without any case that did.
    return len(bad) - failed, failed or int(run.returncode != 0)


def main():
    program = Path(sys.argv[1]).resolve()
    environment = {**os.environ, "KOOSTE_LISTEN": "127.0.0.1:0"}
    with tempfile.TemporaryDirectory(prefix="kooste-api-") as folder:
        child = subprocess.Popen(
            [program], cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            base = greeting(child)
            wait_for_activities(base)
            passed, failed = try_it(base, folder)
        finally:
            child.send_signal(signal.SIGTERM)
            child.wait()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""A stand-in of Anaplan's authentication service and of the part of its API that tests call.

Needs Python 3.8 or newer and the `openssl` command. Shares no code with the program under test.

    python3 standin.py [--window SECONDS] [--clock SECONDS] [--life SECONDS] [--success STATUS]

It listens on loopback with a certificate that it creates, and then prints one line:

    {"base": "https://localhost:PORT", "ca": "/…/ca.pem"}

It ends when its standard input closes, and removes its folder; of one that was killed, the next one does. It logs one line a request on standard
error, with the reason of a refusal, which the response does not give, like the real service's.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

# Leave no __pycache__ in the source tree.
sys.dont_write_bytecode = True

from authority import make_certificates  # noqa: E402
from openssl import remove_abandoned_folders, temporary_folder  # noqa: E402
from server import Standin  # noqa: E402


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Stand-in of Anaplan's authentication service, for tests.")
    parser.add_argument("--window", type=int, default=300, metavar="SECONDS",
                        help="how far the time of a request may be from the clock, either way (300)")
    parser.add_argument("--clock", type=int, default=0, metavar="SECONDS",
                        help="how far this service's clock is ahead of the computer's (0)")
    parser.add_argument("--life", type=int, default=2100, metavar="SECONDS",
                        help="how long a token lives (2100)")
    parser.add_argument("--success", type=int, choices=(200, 201), default=201, metavar="STATUS",
                        help="the status of a login that succeeds: 201 as in practice, 200 as documented")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    # SystemExit, so that the folder is removed.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: sys.exit(0))
    remove_abandoned_folders()
    with temporary_folder() as folder:
        made = make_certificates(Path(folder))
        with Standin(options, made) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(json.dumps({"base": server.base, "ca": str(made.ca)}), flush=True)
            while sys.stdin.buffer.read(1024):
                pass
            server.shutdown()


if __name__ == "__main__":
    main()

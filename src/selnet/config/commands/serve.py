"""Serve the platform: web and worker under one supervisor that brings either back when it dies."""

import argparse
import os
import signal
import subprocess
import sys
import time

from selnet.config import embedded

LOOKS_EVERY = 0.5  # seconds


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--web-workers", type=int, default=2)


def run(args: argparse.Namespace) -> None:
    embedded.ensure_running()
    parts = {"web": (_web(args), "app"), "worker": ([sys.argv[0], "worker"], "worker")}
    running: dict[str, subprocess.Popen[bytes]] = {}
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        for name, (command, role) in parts.items():
            if name not in running or running[name].poll() is not None:
                running[name] = subprocess.Popen(command, env=os.environ | {"SELNET_DATABASE_ROLE": role})
        embedded.keep_running()
        time.sleep(LOOKS_EVERY)
    for process in running.values():
        process.terminate()
    for process in running.values():
        process.wait(timeout=30)


def _web(args: argparse.Namespace) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "selnet.config.wsgi", "--bind", f"{args.host}:{args.port}",
        "--workers", str(args.web_workers), "--threads", "4", "--graceful-timeout", "10", "--timeout", "60",
        "--log-level", "warning", "--max-requests", "5000", "--max-requests-jitter", "500",
    ]  # fmt: skip

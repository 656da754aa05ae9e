"""kill -9 of web, worker and database, in turn, while people write: nothing that was acknowledged is lost.

Three rounds of 50 submissions each against the platform as `selnet serve` runs it. In each round one kind of process is killed
three times while two people keep sending messages into a case's thread. A submission is acknowledged when the answer says so
(a redirect to the saved thing). Afterwards the database is asked for every acknowledged text, and the jobs that were
acknowledged with them (one notice by mail each) are waited for.

Peer: the same 50 submissions in the same run without any kill. `ratio` is acknowledged writes found again, with kills, over
those of the peer's round, found over acknowledged each; the target is 1.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var/bench-crash"
SELNET = [str(Path(sys.executable).with_name("selnet"))]
SUBMISSIONS = 50
KILLS = 3
SENDERS = 2


@dataclass
class Round:
    name: str
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0
    killed: int = 0
    seconds: float = 0.0
    longest_gap: float = 0.0
    found: int = 0
    mails: int = 0

    @property
    def lost(self) -> int:
        return len(self.acknowledged) - self.found


def main() -> int:
    port = _free_port()
    os.environ |= {"SELNET_HOME": str(HOME), "SELNET_BASE_URL": f"http://127.0.0.1:{port}", "SELNET_DEMO": "1"}
    _reset()
    subprocess.run([*SELNET, "migrate", "--quiet"], check=True)
    from crash_scene import Scene

    scene = Scene(f"http://127.0.0.1:{port}")
    scene.set()
    log = (HOME / "server.log").open("w")
    server = subprocess.Popen([*SELNET, "serve", "--port", str(port)], stdout=log, stderr=log)
    try:
        scene.wait_until_ready()
        scene.sign_in()
        rounds = [_round(scene, server, name) for name in ("peer", "web", "worker", "database")]
        for each in rounds:
            each.found = scene.found(each.acknowledged)
            each.mails = scene.mailed(each.acknowledged)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)
    return _report(rounds)


def _round(scene: "Scene", server: subprocess.Popen[bytes], name: str) -> Round:  # noqa: F821
    this = Round(name)
    lock, started = threading.Lock(), time.monotonic()
    waiting = iter(range(SUBMISSIONS))
    last_answer = [started]

    def send(who: int) -> None:
        person = scene.person(who)
        for number in _each(waiting, lock):
            text = f"crash {name} {number}"
            acknowledged = person.write(text)
            with lock:
                now = time.monotonic()
                if acknowledged:
                    this.acknowledged.append(text)
                    this.longest_gap = max(this.longest_gap, now - last_answer[0])
                    last_answer[0] = now
                else:
                    this.refused += 1

    senders = [threading.Thread(target=send, args=(who,)) for who in range(SENDERS)]
    for sender in senders:
        sender.start()
    while any(sender.is_alive() for sender in senders):
        done = len(this.acknowledged) + this.refused
        if name != "peer" and this.killed < KILLS and done >= (this.killed + 1) * SUBMISSIONS // (KILLS + 1):
            this.killed += _kill(server, name)
        time.sleep(0.02)
    this.seconds = time.monotonic() - started
    return this


def _each(numbers: "object", lock: threading.Lock) -> "object":
    while True:
        with lock:
            number = next(numbers, None)  # type: ignore[call-overload]
        if number is None:
            return
        yield number


def _kill(server: subprocess.Popen[bytes], name: str) -> int:
    """kill -9 of every process of one kind at once. Returns 1 when there was one."""
    victims = _processes(server, name)
    for victim in victims:
        victim.send_signal(signal.SIGKILL)
    return 1 if victims else 0


def _processes(server: subprocess.Popen[bytes], name: str) -> list[psutil.Process]:
    if name == "database":
        try:
            pid = int((HOME / "postgresql/postmaster.pid").read_text().split("\n", 1)[0])
            return [psutil.Process(pid)]
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return []
    children = psutil.Process(server.pid).children(recursive=True)
    return [child for child in children if _is(name, _command(child))]


def _is(name: str, command: list[str]) -> bool:
    return "gunicorn" in command if name == "web" else command[-1:] == ["worker"]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _reset() -> None:
    pid = HOME / "postgresql/postmaster.pid"
    if pid.exists():
        with contextlib.suppress(psutil.Error, ValueError):
            process = psutil.Process(int(pid.read_text().split("\n", 1)[0]))
            process.terminate()
            process.wait(20)
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)


def _report(rounds: list[Round]) -> int:
    print(
        f"{'round':10}{'acknowledged':>14}{'refused':>9}{'kills':>7}{'found':>7}{'lost':>6}{'mails':>7}{'seconds':>9}{'gap s':>7}"
    )
    for r in rounds:
        print(
            f"{r.name:10}{len(r.acknowledged):14}{r.refused:9}{r.killed:7}{r.found:7}{r.lost:6}{r.mails:7}"
            f"{r.seconds:9.1f}{r.longest_gap:7.1f}"
        )
    peer, killed = rounds[0], rounds[1:]
    kept = sum(r.found for r in killed) / max(1, sum(len(r.acknowledged) for r in killed))
    ratio = kept / max(1e-9, peer.found / max(1, len(peer.acknowledged)))
    mails_lost = sum(len(r.acknowledged) - r.mails for r in rounds)
    met = (
        ratio >= 1.0 and mails_lost == 0 and all(r.killed == KILLS for r in killed)
        and all(len(r.acknowledged) + r.refused == SUBMISSIONS and r.acknowledged for r in rounds)
    )  # fmt: skip
    print(
        json.dumps(
            {
                "name": "crash", "ratio": round(ratio, 4), "target": 1.0, "met": met,
                "submissions_per_round": SUBMISSIONS, "lost": {r.name: r.lost for r in rounds},
                "acknowledged": {r.name: len(r.acknowledged) for r in rounds}, "refused": {r.name: r.refused for r in rounds},
                "kills": {r.name: r.killed for r in killed}, "mails_lost": mails_lost,
                "longest_gap_seconds": {r.name: round(r.longest_gap, 1) for r in rounds},
            }
        )
    )  # fmt: skip
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())

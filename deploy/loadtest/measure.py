"""One turn: wrk's load on one contender, and the CPU time that the contender used meanwhile."""

import dataclasses
import json
import os
import pathlib
import subprocess

LUA = pathlib.Path(__file__).with_name("report.lua")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A turn could not be measured; the text says why."""


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    meaning: str
    path: str
    headers: tuple = ()


# About 1 KB together with the request line and Host: what a browser sends to a site that likes cookies.
BROWSER_HEADERS = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language: en-GB,en;q=0.9,de;q=0.8",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Referer: http://www.surveyor.lab/surveyors/services/overview",
    "Upgrade-Insecure-Requests: 1",
    "Cache-Control: max-age=0",
    "Cookie: session=" + "0123456789abcdef" * 16 + "; preferences=" + "fedcba9876543210" * 14,
)

SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario("small", "kept-alive GET, 64-byte body", "/small"),
        Scenario("head", "kept-alive GET, 1 KB request head, 10 KB body", "/10k", BROWSER_HEADERS),
        Scenario("connect", "a new connection for each GET, 64-byte body", "/small", ("Connection: close",)),
        Scenario("bulk", "kept-alive GET, 1 MB body", "/1m"),
    )
}


@dataclasses.dataclass(frozen=True)
class Cpus:
    """Which cores do what, each as taskset lists them."""

    proxy: str
    origin: str
    load: str

    @staticmethod
    def parse(text):
        parts = text.split("/")
        if len(parts) != 3 or not all(parts):
            raise ValueError(text)
        return Cpus(*parts)

    @staticmethod
    def default():
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) < 2:
            raise Failed("A comparison needs at least two cores: one of them the proxy's alone.")
        rest = cores[2:] or cores[1:]
        return Cpus(str(cores[0]), str(cores[1]), ",".join(map(str, rest)))

    def __str__(self):
        return f"{self.proxy}/{self.origin}/{self.load}"


def expand(cores):
    """Core numbers of a list such as 2-3,5."""
    numbers = []
    for part in cores.split(","):
        first, _, last = part.partition("-")
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


@dataclasses.dataclass(frozen=True)
class Result:
    """What one turn showed. Latencies are microseconds."""

    requests: int
    seconds: float
    cpu_seconds: float
    p50: float
    p99: float
    p999: float
    errors: int

    @property
    def requests_per_second(self):
        return self.requests / self.seconds

    @property
    def requests_per_cpu_second(self):
        return self.requests / self.cpu_seconds if self.cpu_seconds else float("nan")


def run(scenario, contender, connections, seconds, load_cpus, rate=None):
    """One turn; with a rate (requests per second) no faster than that, else as fast as it goes."""
    threads = max(1, min(len(expand(load_cpus)), connections))
    command = ["taskset", "-c", load_cpus, "wrk", "-t", str(threads), "-c", str(connections), "-d", f"{seconds}s",
               "--timeout", "10s", "-s", str(LUA)]
    for header in scenario.headers:
        command += ["-H", header]
    command.append(f"http://127.0.0.1:{contender.port}{scenario.path}")
    if rate:
        command += ["--", str(1000 * connections / rate)]
    before = cpu_seconds(contender.pid)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    except subprocess.TimeoutExpired:
        raise Failed(f"wrk against {contender.name} did not end") from None
    used = cpu_seconds(contender.pid) - before
    if done.returncode:
        raise Failed(f"wrk against {contender.name} failed: {done.stderr.strip() or done.stdout.strip()}")
    report = json.loads(done.stdout[done.stdout.rindex("\n{"):])
    if not report["requests"]:
        raise Failed(f"{contender.name} answered no request of scenario {scenario.name}")
    return Result(report["requests"], report["micros"] / 1e6, used, report["p50"], report["p99"], report["p999"],
                  report["errors"])


def cpu_seconds(pid):
    """User and system time of a process and of everything below it."""
    ticks = 0
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        try:
            # The name, in parentheses, may hold spaces; utime and stime are the 12th and 13th words after it.
            words = pathlib.Path(f"/proc/{current}/stat").read_text().rpartition(")")[2].split()
            ticks += int(words[11]) + int(words[12])
            for task in pathlib.Path(f"/proc/{current}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            raise Failed(f"process {current} ended while it was measured") from None
    return ticks / TICKS_PER_SECOND

"""What is measured: each contender's configuration, its start on its core, and its end."""

import dataclasses
import os
import pathlib
import re
import shlex
import socket
import subprocess
import time
import urllib.error
import urllib.request

import measure

NAMES = ("direct", "haproxy", "nginx", "steelyard")
# Steelyard on another transport than the one it would take, beside it or in its stead.
TRANSPORTS = {"steelyard": "auto", "steelyard-io-uring": "io-uring", "steelyard-nio": "nio"}
READY_SECONDS = 60
END_SECONDS = 15
BUILD_SECONDS = 900


class Failed(Exception):
    """A contender did not start; the text says why."""


ORIGIN = """
{user}daemon off;
worker_processes {workers};
pid {folder}/origin.pid;
error_log {folder}/origin.log crit;
events {{ worker_connections 8192; accept_mutex off; }}
http {{
    access_log off;
    default_type text/plain;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    open_file_cache max=16 inactive=1h;
    client_body_temp_path {folder}/origin-body;
    proxy_temp_path {folder}/origin-proxy;
    fastcgi_temp_path {folder}/origin-fastcgi;
    uwsgi_temp_path {folder}/origin-uwsgi;
    scgi_temp_path {folder}/origin-scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        root {folder}/www;
        location = /small {{ return 200 "{small}"; }}
    }}
}}
"""

HAPROXY = """
global
    nbthread {threads}
    maxconn 12000
    no strict-limits
defaults
    mode http
    option http-keep-alive
    http-reuse always
    timeout connect 5s
    timeout client 60s
    timeout server 60s
frontend clients
    bind 127.0.0.1:{port} backlog 4096
    default_backend servers
backend servers
    server origin 127.0.0.1:{origin} check inter 5s
"""

NGINX = """
{user}daemon off;
worker_processes {threads};
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
events {{ worker_connections 19000; accept_mutex off; }}
http {{
    access_log off;
    tcp_nopush on;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    upstream origin {{
        server 127.0.0.1:{origin};
        keepalive 1024;
        keepalive_requests 1000000000;
        keepalive_timeout 1h;
    }}
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location / {{
            proxy_pass http://origin;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffers 16 32k;
            proxy_max_temp_file_size 0;
        }}
    }}
}}
"""

STEELYARD = """
admin: {{ address: 127.0.0.1, port: {admin}, access: open }}
dataPlane: {{ transport: {transport} }}
virtualServices:
  - name: comparison
    address: 127.0.0.1
    port: {port}
    type: http
    scheduling: round-robin
    healthChecks:
      - type: tcp
    realServers:
      - {{ address: 127.0.0.1, port: {origin} }}
"""


@dataclasses.dataclass(frozen=True)
class Contender:
    """Where to send the load, and whose CPU time counts."""

    name: str
    port: int
    pid: int
    admin: int = 0


class Running:
    """The origin and the contenders that were started; ends exactly those when left."""

    def __init__(self):
        self.contenders = {}
        self._processes = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self._processes):
            process.terminate()
        for process in reversed(self._processes):
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def start(self, folder, only, cpus, steelyard, root):
        user = "user root;\n" if os.geteuid() == 0 else ""
        origin, = free_ports(1)
        write_bodies(folder / "www")
        workers = len(measure.expand(cpus.origin))
        (folder / "origin.conf").write_text(
            ORIGIN.format(folder=folder, port=origin, user=user, workers=workers, small="x" * 64))
        pid = self._launch("origin", nginx(folder / "origin.conf", folder), origin, cpus.origin, folder)
        if "direct" in only:
            self.contenders["direct"] = Contender("direct", origin, pid)
        ports = iter(free_ports(2 + 2 * len(TRANSPORTS)))
        if "haproxy" in only:
            self._start_one("haproxy", HAPROXY, ["haproxy", "-db", "-f", "{config}"], next(ports), origin, folder, cpus)
        if "nginx" in only:
            command = nginx("{config}", folder)
            self._start_one("nginx", NGINX, command, next(ports), origin, folder, cpus, user=user)
        for name, transport in TRANSPORTS.items():
            if name in only:
                command = shlex.split(steelyard) if steelyard else built_steelyard(root, folder)
                self._start_one(name, STEELYARD, command, next(ports), origin, folder, cpus, admin=next(ports),
                                transport=transport)

    def _start_one(self, name, template, command, port, origin, folder, cpus, **more):
        config = folder / f"{name}.{'yaml' if name in TRANSPORTS else 'conf'}"
        threads = len(measure.expand(cpus.proxy))
        config.write_text(template.format(folder=folder, port=port, origin=origin, threads=threads, **more))
        values = {"config": str(config), "port": str(port), "origin": str(origin)}
        filled = [re.sub(r"\{(config|port|origin)\}", lambda match: values[match[1]], word) for word in command]
        pid = self._launch(name, filled, port, cpus.proxy, folder)
        self.contenders[name] = Contender(name, port, pid, more.get("admin", 0))

    def _launch(self, name, command, port, cpus, folder):
        log = folder / f"{name}.out"
        environment = dict(os.environ)
        if name in TRANSPORTS:
            # As many event loops as cores, as the others have threads.
            threads = len(measure.expand(cpus))
            environment["STEELYARD_OPTS"] = (
                os.environ.get("STEELYARD_OPTS", "") + f" -XX:ActiveProcessorCount={threads}")
        with log.open("wb") as output:
            # A session of its own, so that Ctrl-C reaches only us and everything is ended in order. taskset and ./run
            # both replace themselves, so this process is the contender.
            process = subprocess.Popen(["taskset", "-c", cpus, *command], stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=subprocess.STDOUT, env=environment, start_new_session=True)
        self._processes.append(process)
        await_answer(name, process, port, log)
        return process.pid

    def versions(self):
        found = {"nginx": first_line(["nginx", "-v"])}
        if "haproxy" in self.contenders:
            found["haproxy"] = first_line(["haproxy", "-v"])
        if "steelyard" in self.contenders:
            pid = self.contenders["steelyard"].pid
            found["steelyard"] = java_of(pid)
        return found


def built_steelyard(root, folder):
    """Builds if need be, on all cores and before anything is timed."""
    with (folder / "build.out").open("wb") as output:
        subprocess.run([root / "run", "version"], stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                       timeout=BUILD_SECONDS, check=False)
    return [str(root / "run"), "run", "--config", "{config}"]


def nginx(config, folder):
    return ["nginx", "-p", str(folder), "-e", str(folder / "nginx-start.log"), "-c", str(config)]


def write_bodies(folder):
    folder.mkdir()
    (folder / "10k").write_bytes(b"x" * 10 * 1024)
    (folder / "1m").write_bytes(b"x" * 1024 * 1024)


def free_ports(count):
    """Ports that nobody listens on now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def await_answer(name, process, port, log):
    ends = time.monotonic() + READY_SECONDS
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise Failed(f"{name} ended at once with {process.returncode}:\n{tail(log)}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/small", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise Failed(f"{name} did not answer within {READY_SECONDS} s:\n{tail(log)}")


def tail(log):
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])


def first_line(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).splitlines()
    return lines[0].strip() if lines else "unknown"


def java_of(pid):
    """Which JVM a process runs in; an override may run in none."""
    binary = pathlib.Path(f"/proc/{pid}/exe").resolve()
    release = binary.parent.parent / "release"
    if not release.is_file():
        return binary.name
    version = re.search(r'^JAVA_VERSION="([^"]+)"', release.read_text(), re.MULTILINE)
    return f"on Java {version[1]}" if version else binary.name

import os
import signal
import subprocess
import sys
import time

from tests.process.conftest import eventually

SUPERVISED = """
import sys
from quanheng.web.supervise import Child, Supervisor
children = [Child(str(n), [sys.executable, "-u", "-c", code]) for n, code in enumerate(sys.argv[1:])]
supervisor = Supervisor(children, say=lambda line: print(line, flush=True),
                        died=lambda child, code, pause: f"died {child.name} {code} {pause}")
print("exit", supervisor.run(lambda: True, lambda: print("ready", flush=True) or True), flush=True)
"""
SLEEPS = "import os, time; print('pid', os.getpid()); time.sleep(600)"
STUBBORN = "import os, signal, time; signal.signal(15, 1); print('stubborn', os.getpid()); time.sleep(600)"


def supervise(*children: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISED, *children], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def read_until(process: "subprocess.Popen[str]", words: str, patience: float = 30) -> str:
    said, deadline = "", time.monotonic() + patience
    for line in process.stdout:
        said += line
        if words in line:
            return said
        assert time.monotonic() < deadline, said
    raise AssertionError(f"ended without {words!r}:\n{said}")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid_in(said: str) -> int:
    return int(said.rstrip().rsplit(" ", 1)[1])


def test_a_signal_stops_every_child_and_is_an_orderly_end():
    with supervise(SLEEPS, SLEEPS) as supervisor:
        pids = [pid_in(read_until(supervisor, "pid")) for _ in range(2)]
        supervisor.send_signal(signal.SIGTERM)
        assert "exit 0" in read_until(supervisor, "exit")
    assert not any(alive(pid) for pid in pids)


def test_a_killed_child_starts_again_after_a_pause():
    with supervise(SLEEPS) as supervisor:
        first = pid_in(read_until(supervisor, "pid"))
        os.kill(first, signal.SIGKILL)
        assert "died 0 -9 0.5" in read_until(supervisor, "died")
        second = pid_in(read_until(supervisor, "pid"))
        assert second != first
        os.kill(second, signal.SIGKILL)
        assert "died 0 -9 1.0" in read_until(supervisor, "died")  # the pause doubles
        supervisor.send_signal(signal.SIGINT)
        read_until(supervisor, "exit 0")


def test_a_second_signal_does_not_wait_for_a_stubborn_child():
    with supervise(STUBBORN) as supervisor:
        pid = pid_in(read_until(supervisor, "stubborn"))
        supervisor.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        supervisor.send_signal(signal.SIGTERM)
        assert "exit 0" in read_until(supervisor, "exit", patience=5)
    assert not alive(pid)


def test_children_end_when_the_supervisor_is_killed():
    with supervise(SLEEPS) as supervisor:
        pid = pid_in(read_until(supervisor, "pid"))
        supervisor.kill()
        eventually(lambda: not alive(pid), patience=10)


def test_a_child_that_never_comes_up_is_given_up():
    code = SUPERVISED.replace("lambda: True, lambda", "lambda: False, lambda")
    done = subprocess.run(
        [sys.executable, "-c", code, "raise SystemExit(7)"], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.count("died 0 7") == 3
    assert done.stdout.endswith("exit 1\n")

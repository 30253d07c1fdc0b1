import os
import signal
import subprocess
import sys
import time
import unittest

from genai_mlops_guard import started

GUARD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "genai_mlops_guard.py")
# an engine of two processes, of which one does not hear of the other's end
ENGINE = "import subprocess, sys; print(subprocess.Popen(['sleep', '600']).pid, flush=True); subprocess.run(['sleep', '600'])"


class GuardTest(unittest.TestCase):
    def guarded(self):
        needs = subprocess.Popen(["sleep", "600"])
        engine = subprocess.Popen([sys.executable, "-c", ENGINE], stdout=subprocess.PIPE, text=True, start_new_session=True)
        worker = int(engine.stdout.readline())
        subprocess.run([sys.executable, GUARD, str(engine.pid), str(needs.pid)], check=True, capture_output=True, timeout=20)
        self.addCleanup(engine.stdout.close)
        for process in (needs, engine):
            self.addCleanup(process.wait)
            self.addCleanup(process.kill)
        return needs, engine, worker

    def gone(self, pid):
        for _ in range(200):
            if started(pid) is None:
                return True
            time.sleep(0.05)
        return False

    def test_the_rest_of_an_engine_ends_with_its_server(self):
        _, engine, worker = self.guarded()
        os.kill(engine.pid, signal.SIGKILL)
        self.assertTrue(self.gone(worker))

    def test_all_of_an_engine_ends_with_whoever_needs_it(self):
        needs, engine, worker = self.guarded()
        needs.kill()
        needs.wait()
        self.assertTrue(self.gone(worker) and self.gone(engine.pid))

    def test_an_engine_that_is_needed_goes_on(self):
        needs, engine, worker = self.guarded()
        time.sleep(1.2)
        self.assertTrue(all(started(pid) for pid in (needs.pid, engine.pid, worker)))
        os.killpg(engine.pid, signal.SIGKILL)


if __name__ == "__main__":
    unittest.main()

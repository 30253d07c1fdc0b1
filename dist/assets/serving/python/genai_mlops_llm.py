"""A Ray Serve application that serves one LLM by the OpenAI API: llama.cpp on CPUs, vLLM on GPUs.

Arguments: engine ("llama-cpp" or "vllm"), model (path, http(s) address, or for vLLM a Hugging Face id), sha256 of the file or
null, alias, names (what the engine says of the model beside it), context, parallel, threads, gpus (of one replica, parts as well), extra (engine's
own options), startSeconds.
The engine runs as a child of the replica and ends with it; a replica whose engine died is replaced by Ray.
"""

import collections
import hashlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request

from ray import serve
from starlette.responses import JSONResponse

from genai_mlops_forward import forwarded, new_session, path_within, stream_back


@serve.deployment(name="Server")
class Server:
    def __init__(self, options):
        self.session = None
        self.lines = collections.deque(maxlen=40)
        model = fetched(options["model"], options.get("sha256"))
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        vllm = options["engine"] == "vllm"
        self.engine = subprocess.Popen(
            command_of(options, model, port),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=vllm,
        )
        if vllm:
            guard = os.path.join(os.path.dirname(os.path.abspath(__file__)), "genai_mlops_guard.py")
            subprocess.run([sys.executable, guard, str(self.engine.pid), str(os.getpid())], check=True)
        threading.Thread(target=self.read, daemon=True).start()
        deadline = time.monotonic() + options["startSeconds"]
        while not answers(f"{self.url}/health"):
            if self.engine.poll() is not None or time.monotonic() > deadline:
                self.engine.kill()
                end = "\n".join(self.lines)
                raise RuntimeError(f"{options['engine']} does not answer (exit code {self.engine.poll()}):\n{end}")
            time.sleep(0.2)

    def read(self):
        for line in self.engine.stdout:
            self.lines.append(line.rstrip())

    def check_health(self):
        if self.engine.poll() is not None:
            raise RuntimeError(f"the engine ended with {self.engine.returncode}: " + "\n".join(self.lines))

    def __del__(self):
        engine = getattr(self, "engine", None)
        if engine is not None and engine.poll() is None:
            engine.terminate()

    async def __call__(self, request):
        path, target = path_within(request)
        if path != "/health" and not path.startswith("/v1/"):
            return JSONResponse({"error": {"code": "not-found", "message": f"there is no {path}"}}, status_code=404)
        if self.session is None:
            self.session = new_session()
        answer = await self.session.request(
            request.method,
            f"{self.url}{target}",
            data=await request.body() or None,
            headers=forwarded(request.headers),
            allow_redirects=False,
        )
        return await stream_back(answer, forwarded(answer.headers), lambda whole: None)


def command_of(options, model, port):
    if options["engine"] == "llama-cpp":
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "model_server.py")
        settings = {
            "model": model,
            "alias": options["alias"],
            "tags": options.get("names", []),
            "host": "127.0.0.1",
            "port": port,
            "context": options["context"],
            "parallel": options["parallel"],
            "threads": options["threads"],
            "extra": options["extra"],
            "parent": os.getpid(),
        }
        return [sys.executable, program, json.dumps(settings)]
    flags = {
        "host": "127.0.0.1",
        "port": port,
        "max-model-len": options["context"],
        "max-num-seqs": options["parallel"],
        # of a GPU that others have parts of, no more than this replica's
        **({"gpu-memory-utilization": round(0.9 * gpus, 3)} if 0 < (gpus := options.get("gpus") or 0) < 1 else {}),
        **{name.replace("_", "-"): value for name, value in options["extra"].items()},
    }
    words = [word(name, value) for name, value in flags.items()]
    names = ["--served-model-name", options["alias"], *options.get("names", [])]
    return [sys.executable, "-m", "vllm.entrypoints.cli.main", "serve", model, *names, *words]


def word(name, value):
    if isinstance(value, bool):
        return f"--{name}" if value else f"--no-{name}"
    text = json.dumps(value, separators=(",", ":")) if isinstance(value, (dict, list)) else value
    return f"--{name}={text}"


def fetched(model, sha256):
    """Path of the model on this machine. What is fetched is held to its digest; so is a file."""
    if not model.startswith(("http://", "https://")):
        if sha256 and os.path.isfile(model) and digest_of(model) != sha256:
            raise RuntimeError(f"{model} has another SHA-256 than {sha256}")
        return model
    if not sha256:
        raise RuntimeError("a model that is fetched needs its SHA-256")
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.path.join(cache, "genai-mlops", "models")
    path = os.path.join(folder, f"{sha256}.gguf")
    if os.path.isfile(path):
        return path
    os.makedirs(folder, exist_ok=True)
    partial = f"{path}.{os.getpid()}"
    digest = hashlib.sha256()
    with urllib.request.urlopen(model, timeout=60) as answer, open(partial, "wb") as file:
        while chunk := answer.read(1 << 20):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != sha256:
        os.remove(partial)
        raise RuntimeError(f"what came is not the model: its SHA-256 is {digest.hexdigest()}, not {sha256}")
    os.replace(partial, path)
    return path


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def build(args):
    return Server.bind(args)

"""Serves one GGUF over llama.cpp's OpenAI-compatible API. usage: model_server.py <options as JSON>

Options: model, alias, tags (what it says of the model beside that name), host, port, context, parallel, threads, extra (further
fields of llama.cpp's common_params), parent.
Prints one line {"event": "listening", "url": ...}; ends on a signal, and with "parent" also when that process is gone.
"""

import json
import os
import signal
import sys
import threading

import xllamacpp


def main() -> int:
    options = json.loads(sys.argv[1])
    params = xllamacpp.CommonParams()
    params.model.path = options["model"]
    params.model_alias = [options["alias"]] if isinstance(params.model_alias, (list, set)) else options["alias"]
    params.model_tags = set(options.get("tags", []))
    params.hostnames = [options["host"]]
    params.port = options["port"]
    # llama.cpp shares the context among its parallel slots
    params.n_ctx = options["context"] * options["parallel"]
    params.n_parallel = options["parallel"]
    params.cpuparams.n_threads = options["threads"]
    params.cpuparams_batch.n_threads = options["threads"]
    params.warmup = True
    params.use_jinja = True
    # llama.cpp keeps up to 8 GiB of prompts that it has seen: whoever has served longer would look faster than its canary
    params.cache_ram_mib = 0
    for name, value in options.get("extra", {}).items():
        if not hasattr(params, name):
            print(json.dumps({"event": "failed", "message": f"llama.cpp has no option {name}"}), flush=True)
            return 2
        setattr(params, name, value)
    server = xllamacpp.Server(params)
    print(json.dumps({"event": "listening", "url": server.listening_address}), flush=True)
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    parent = options.get("parent")
    while not ended.wait(0.5):
        if parent and os.getppid() != parent:
            break
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # the server's own threads do not wait for anybody

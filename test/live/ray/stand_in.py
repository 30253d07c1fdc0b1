"""Stands for an LLM: speaks the OpenAI chat API, and says which model it was given. Streams when it is asked to."""

import asyncio
import gzip
import json
import os

from ray import serve
from starlette.responses import JSONResponse, Response, StreamingResponse


@serve.deployment(name="StandIn", graceful_shutdown_timeout_s=20, graceful_shutdown_wait_loop_s=0.3, ray_actor_options={"num_cpus": 0.2})
class StandIn:
    def __init__(self):
        self.model = os.environ["GENAI_MLOPS_MODEL_REF"]
        if os.environ["GENAI_MLOPS_MODEL"] == "broken":
            raise RuntimeError("no such model")

    async def __call__(self, request):
        if request.url.path.endswith("/health"):
            return JSONResponse({"status": "ok"})
        asked = await request.json()
        await asyncio.sleep(float(asked.get("delay", 0)))
        if asked.get("compress") and "gzip" in request.headers.get("accept-encoding", ""):
            body = gzip.compress(json.dumps({"model": self.model}).encode())
            return Response(body, media_type="application/json", headers={"content-encoding": "gzip"})
        if not asked.get("stream"):
            return JSONResponse({"model": self.model, "choices": [{"message": {"role": "assistant", "content": "hi"}}]})

        async def words():
            for number in range(3):
                yield "data: " + json.dumps({"model": self.model, "choices": [{"delta": {"content": f"{number}"}}]}) + "\n\n"
                await asyncio.sleep(0.2)
            yield "data: [DONE]\n\n"

        return StreamingResponse(words(), media_type="text/event-stream")


app = StandIn.bind()

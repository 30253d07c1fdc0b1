"""A Ray Serve application that splits an endpoint's requests between two other applications of the same cluster.

Weights and variants come as `user_config`, so that changing them restarts nothing:
{"revision", "variants": {"baseline": {"modelRef", "route"}, "canary": {...} or null}, "canary": 0..1,
"leaseSeconds": seconds or null, "grantedAt": seconds since 1970 by the head's clock}; other keys are kept for others.
Answers /health, /router/state and whatever is below /v1.
"""

import asyncio
import logging
import time
import uuid

import aiohttp
from ray import serve
from ray.util.metrics import Counter, Histogram
from starlette.responses import JSONResponse

from genai_mlops_forward import forwarded, new_session, path_within, stream_back
from genai_mlops_lease import Lease, place_of, variant_at

log = logging.getLogger("ray.serve")
BUCKETS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000]


@serve.deployment(name="Router")
class Router:
    def __init__(self, endpoint, proxy):
        self.endpoint = endpoint
        self.proxy = proxy
        self.session = None
        self.in_flight = {}
        self.config = None
        tags = ("endpoint", "variant", "model_ref")
        self.requests = Counter("genai_mlops_requests", "Finished requests", tag_keys=(*tags, "status"))
        self.latency = Histogram("genai_mlops_latency_ms", "Until the last byte", boundaries=BUCKETS_MS, tag_keys=tags)

    def reconfigure(self, config):
        wall, steady = time.time(), time.monotonic()
        before = self.config
        same = before is not None and all(before.get(key) == config[key] for key in ("canary", "leaseSeconds", "grantedAt"))
        # what is told again is not granted again
        if not same:
            self.lease = Lease(config["canary"], config["leaseSeconds"], config["grantedAt"], wall, steady)
        self.config = config

    def check_health(self):
        if self.config is None:
            raise RuntimeError("the router has no user_config")

    def weight(self):
        return self.lease.weight(time.time(), time.monotonic()) if self.config["variants"]["canary"] else 0.0

    async def __call__(self, request):
        path, target = path_within(request)
        if path == "/health":
            return JSONResponse({"status": "ok"})
        if path == "/router/state":
            return JSONResponse(self.state())
        if not path.startswith("/v1/"):
            return refusal(404, "not-found", f"there is no {path}")
        key = request.headers.get("x-request-id") or str(uuid.uuid4())
        chosen = variant_at(place_of(key), self.weight())
        body = await request.body()
        try:
            return await self.attempt(chosen, request, target, body, key)
        except (aiohttp.ClientError, asyncio.TimeoutError, Unavailable) as error:
            log.warning("%s of %s did not answer: %r", chosen, self.endpoint, error)
            # no byte went out yet: the canary's failure is counted as its own, the caller gets the baseline's answer
            if chosen == "canary":
                try:
                    return await self.attempt("baseline", request, target, body, key)
                except (aiohttp.ClientError, asyncio.TimeoutError, Unavailable) as second:
                    log.warning("baseline of %s did not answer either: %r", self.endpoint, second)
        return refusal(502, "upstream-unreachable", "the model server does not answer")

    async def attempt(self, name, request, target, body, key):
        variant = self.config["variants"][name] or self.config["variants"]["baseline"]
        route = variant["route"]
        if self.session is None:
            self.session = new_session()
        started = time.monotonic()
        self.in_flight[route] = self.in_flight.get(route, 0) + 1
        tags = {"endpoint": self.endpoint, "variant": name, "model_ref": variant["modelRef"]}

        def ended(status):
            self.in_flight[route] -= 1
            self.requests.inc(1, {**tags, "status": str(status)})
            self.latency.observe(1000 * (time.monotonic() - started), tags)

        try:
            answer = await self.session.request(
                request.method,
                f"{self.proxy}{route}{target}",
                data=body or None,
                headers={**forwarded(request.headers), "x-request-id": key},
                allow_redirects=False,
            )
            if answer.status == 503:
                answer.close()
                raise Unavailable()
        except BaseException:
            ended("none")
            raise
        headers = {**forwarded(answer.headers), "x-request-id": key, "x-genai-mlops-variant": name}
        return await stream_back(answer, headers, lambda whole: ended(answer.status if whole else "broken"))

    def state(self):
        return {
            "endpoint": self.endpoint,
            "revision": self.config["revision"],
            "variants": self.config["variants"],
            "weights": {"canary": self.weight()},
            "leaseSecondsLeft": self.lease.seconds_left(time.time(), time.monotonic()),
            "inFlight": {route: count for route, count in self.in_flight.items() if count > 0},
        }


class Unavailable(Exception):
    """The application answered that it takes no request now."""


def refusal(status, code, message):
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)


def build(args):
    return Router.bind(args["endpoint"], args["proxy"])

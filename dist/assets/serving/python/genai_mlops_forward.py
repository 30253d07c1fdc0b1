"""Hands an HTTP request on and streams its answer back, byte by byte as it comes."""

import aiohttp
from starlette.responses import Response, StreamingResponse

HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade", "host", "content-length", "date", "server",
}


def new_session():
    """Without a limit of connections or time: both are the caller's. So is the encoding, which is handed on as it came."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=600),
        auto_decompress=False,
        headers={"accept-encoding": "identity"},
    )


def path_within(request):
    """Path and query of a request as the application itself names them."""
    root = request.scope.get("root_path", "")
    path = request.scope["path"]
    path = path[len(root):] if root and path.startswith(root) else path
    query = request.scope.get("query_string", b"").decode("latin-1")
    return path or "/", f"{path}?{query}" if query else path


def forwarded(headers):
    return {name: value for name, value in headers.items() if name.lower() not in HOP_BY_HOP}


async def stream_back(answer, headers, ended):
    """The answer as it arrives. `ended(whole)` is called once, with whether its end came."""

    async def chunks():
        whole = False
        try:
            async for chunk in answer.content.iter_any():
                yield chunk
            whole = True
        finally:
            answer.close()
            ended(whole)

    if "text/event-stream" in answer.headers.get("content-type", ""):
        return StreamingResponse(chunks(), status_code=answer.status, headers=headers)
    try:
        body = await answer.read()
    except BaseException:
        answer.close()
        ended(False)
        raise
    ended(True)
    return Response(body, status_code=answer.status, headers=headers)

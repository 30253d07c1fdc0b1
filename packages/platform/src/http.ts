export interface HttpRequest {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | undefined;
  url: string;
  headers?: Record<string, string> | undefined;
  /** A stream is asked for its next chunk when the last one has left. */
  body?: string | Uint8Array | AsyncIterable<Uint8Array> | undefined;
  /** Milliseconds until the whole exchange is given up; 60,000 unless told. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** The body as it arrives; read it once, by this or by one of the two below. */
  body: AsyncIterable<Uint8Array>;
  text(): Promise<string>;
  /** @throws ToolkitError `http-not-json` naming status and content type */
  json(): Promise<unknown>;
}

/**
 * The only way out to the network. Answers whatever status came; throws ToolkitError `http-unreachable` or `http-timeout`
 * (both retryable) when nothing came, `cancelled` when the signal fired.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>;
}

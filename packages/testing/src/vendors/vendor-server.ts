import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface VendorRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  text: string;
  /** Undefined when it is no JSON. */
  body: unknown;
}

export interface VendorReply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** What a vendor's fake answers; it refuses what the vendor would. */
export interface Vendor {
  answer(
    request: VendorRequest,
  ): VendorReply | { status: number; headers?: Record<string, string>; events: (string | Uint8Array)[] };
}

export interface VendorServer {
  origin: string;
  requests: VendorRequest[];
  /** Replaced by a test; true when it has answered, or never will. */
  misbehave: ((response: ServerResponse, count: number) => boolean) | undefined;
  close(): Promise<void>;
}

/** A vendor on a local port. */
export async function vendorServer(vendor: Vendor): Promise<VendorServer> {
  const server = createServer((request, response) => void serve(request, response));
  const fake: VendorServer = {
    origin: "",
    requests: [],
    misbehave: undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const text = Buffer.concat(chunks).toString("utf8");
    const request: VendorRequest = {
      method: incoming.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      text,
      body: parsed(text),
    };
    fake.requests.push(request);
    if (fake.misbehave?.(response, fake.requests.length)) return;
    const reply = vendor.answer(request);
    if ("events" in reply) {
      response.writeHead(reply.status, { "content-type": "text/event-stream", ...reply.headers });
      response.end(Buffer.concat(reply.events.map((event) => Buffer.from(event as Uint8Array))));
    } else {
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      response.end(JSON.stringify(reply.body));
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer as a vendor gives it; `source` says where it is from. */
export interface Recorded {
  source: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

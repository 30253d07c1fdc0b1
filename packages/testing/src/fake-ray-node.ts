import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What Ray 2.60's REQUEST_LATENCY_BUCKETS_MS has around the conformance suite's tau, by its environment variable. */
const bounds = ["1.0", "100.0", "500.0", "600.0", "1000.0", "+Inf"];

export interface FakeRayNode {
  /** host:port, as service discovery tells it. */
  address: string;
  /** Lines of the node's page by series. */
  counters: Map<string, number>;
  /** Requests of an application through the proxy of the worker. */
  count(application: string, traffic: { requests: number; status?: number; latencyMs?: number }, worker?: string): void;
  close(): Promise<void>;
}

/** A node of Ray that shows its metrics, and knows the addresses of all nodes as the head's dashboard does. */
export async function fakeRayNode({ token, targets }: { token?: string; targets?: () => string[] } = {}) {
  const counters = new Map<string, number>();
  const server = createServer((request, response) => {
    if (request.url === "/metrics")
      return response.end(
        `# TYPE ray_other gauge\nray_other{of="x"} 1\n${[...counters].map(([name, value]) => `${name} ${value}.0\n`).join("")}`,
      );
    if (request.url !== "/api/prometheus/sd") return response.writeHead(404).end();
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
      return response.writeHead(401).end();
    return response.end(JSON.stringify([{ labels: { job: "ray" }, targets: targets?.() ?? [] }]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const add = (name: string, by: number): void => void counters.set(name, (counters.get(name) ?? 0) + by);
  const node: FakeRayNode = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    counters,
    count(application, { requests, status = 200, latencyMs = 10 }, worker = "w1") {
      const labels = `WorkerId="${worker}",application="${application}",method="POST",route="/${application}",status_code="${status}"`;
      add(`ray_serve_num_http_requests_total{${labels}}`, requests);
      for (const bound of bounds)
        add(
          `ray_serve_http_request_latency_ms_bucket{${labels},le="${bound}"}`,
          bound === "+Inf" || latencyMs <= Number(bound) ? requests : 0,
        );
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return node;
}

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { countRequests, type FakeTarget } from "#testing";

/** A process with counters that is scraped; it can end, begin again with nothing, and be away for a while. */
export class Exporter {
  counters: FakeTarget["counters"] = new Map();
  port = 0;
  #server: Server | undefined;
  #scrapes = 0;

  async start(): Promise<void> {
    const server = createServer((_request, response) => {
      const lines = [...this.counters].map(([series, value]) => `${series} ${value}\n`);
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end(lines.join(""), () => {
        this.#scrapes += 1;
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined));
  }

  count(labels: string, traffic: Parameters<typeof countRequests>[2]): void {
    countRequests({ job: "", instance: "", up: true, counters: this.counters }, labels, traffic);
  }

  /** When the second scrape from now on is answered, the first is stored. */
  async scraped(times = 2): Promise<void> {
    // one may be under way with what was counted before
    const enough = this.#scrapes + times + 1;
    for (let waited = 0; this.#scrapes < enough; waited++) {
      if (waited > 1000) throw new Error("nobody scrapes");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

import type { Http, HttpRequest, HttpResponse } from "#platform";

/** One process that is scraped, with its counters by name and labels as they stand in the text. */
export interface FakeTarget {
  job: string;
  instance: string;
  up: boolean;
  counters: Map<string, number>;
}

export interface FakePrometheus {
  http: Http;
  targets: FakeTarget[];
  requests: HttpRequest[];
  /** Scrapes all targets, and lets time pass. */
  scrape(): void;
  advance(ms: number): void;
  /** Answers in the place of the server while it gives something. */
  misbehave: ((parameters: URLSearchParams) => { status: number; body: string } | undefined) | undefined;
}

type Labels = Record<string, string>;
interface Stored {
  labels: Labels;
  samples: [number, string][];
}

/** A Prometheus that knows the queries which the provider asks and refuses all others, with a login. */
export function fakePrometheus(authorization: string | undefined, start = Date.UTC(2026, 0, 2)): FakePrometheus {
  const stored = new Map<string, Stored>();
  const scrapes: { job: string; instance: string; time: number }[] = [];
  let now = start;

  function store(labels: Labels, value: number): void {
    const key = JSON.stringify(Object.entries(labels).sort());
    const series = stored.get(key) ?? { labels, samples: [] };
    series.samples.push([now / 1000, String(value)]);
    stored.set(key, series);
  }

  function answer(parameters: URLSearchParams): unknown {
    for (const name of parameters.keys())
      if (name !== "query" && name !== "time") throw new Error(`unknown parameter "${name}"`);
    const query = parameters.get("query") ?? "";
    const at = Number(parameters.get("time") ?? now / 1000);
    if (query === "time()") return { resultType: "scalar", result: [at, String(at)] };
    const range = /^(\{.*\})\[(\d+)ms\]$/s.exec(query);
    if (range) {
      const from = at - Number(range[2]) / 1000;
      const result = matching(range[1] as string).flatMap(({ labels, samples }) => {
        const values = samples.filter(([time]) => time >= from && time <= at);
        return values.length > 0 ? [{ metric: labels, values }] : [];
      });
      return { resultType: "matrix", result };
    }
    const vanished = /^(\{.*\}) @ ([\d.]+) unless (\{.*\})$/s.exec(query);
    if (vanished) {
      const [, then = "", time, now = ""] = vanished;
      const identity = ({ __name__: _name, ...labels }: Labels): string =>
        JSON.stringify(Object.entries(labels).sort());
      const left = new Set(lastOf(now, at).map(({ labels }) => identity(labels)));
      const gone = lastOf(then, Number(time)).filter(({ labels }) => !left.has(identity(labels)));
      return { resultType: "vector", result: gone.map(({ labels, last }) => ({ metric: labels, value: [at, last] })) };
    }
    const equal = /^(\{.*\}) == 1$/s.exec(query);
    if (!equal) throw new Error(`parse error: unexpected "${query}"`);
    const result = lastOf(equal[1] as string, at).flatMap(({ labels, last }) =>
      last === "1" ? [{ metric: labels, value: [at, "1"] }] : [],
    );
    return { resultType: "vector", result };
  }

  /** What an instant vector holds: the last sample of five minutes, unless a later scrape had none. */
  function lastOf(selector: string, at: number): { labels: Labels; last: string }[] {
    return matching(selector).flatMap(({ labels, samples }) => {
      const last = samples.filter(([time]) => time > at - 300 && time <= at).at(-1);
      const { job = "", instance = "" } = labels;
      const scrape = scrapes.findLast((each) => each.job === job && each.instance === instance && each.time <= at);
      return last && (!scrape || scrape.time <= last[0]) ? [{ labels, last: last[1] }] : [];
    });
  }

  function matching(selector: string): Stored[] {
    const matchers = [...selector.matchAll(/(\w+)(=~|=)"((?:[^"\\]|\\.)*)"/g)];
    return [...stored.values()].filter(({ labels }) =>
      matchers.every(([, name = "", operator, value = ""]) =>
        operator === "="
          ? labels[name] === JSON.parse(`"${value}"`)
          : new RegExp(`^(?:${value})$`).test(labels[name] ?? ""),
      ),
    );
  }

  const fake: FakePrometheus = {
    targets: [],
    requests: [],
    misbehave: undefined,
    advance(ms) {
      now += ms;
    },
    scrape() {
      now += 1000;
      for (const { job, instance, up, counters } of fake.targets) {
        scrapes.push({ job, instance, time: now / 1000 });
        store({ __name__: "up", job, instance }, up ? 1 : 0);
        if (!up) continue;
        for (const [text, value] of counters) {
          const [, name = "", inner = ""] = /^([\w:]+)\{(.*)\}$/.exec(text) ?? [];
          const own = Object.fromEntries([...inner.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, label]) => [key, label]));
          store({ __name__: name, ...own, job, instance }, value);
        }
      }
      now += 1000;
    },
    http: {
      async send(request) {
        fake.requests.push(request);
        const url = new URL(request.url);
        const odd = fake.misbehave?.(url.searchParams);
        if (odd) return responseOf(odd.status, odd.body);
        if (request.headers?.["authorization"] !== authorization) return responseOf(401, "Unauthorized");
        if (url.pathname !== "/prom/api/v1/query") return responseOf(404, "404 page not found");
        try {
          return responseOf(200, JSON.stringify({ status: "success", data: answer(url.searchParams) }));
        } catch (error) {
          const body = { status: "error", errorType: "bad_data", error: (error as Error).message };
          return responseOf(400, JSON.stringify(body));
        }
      },
    },
  };
  return fake;
}

/** Counts a request in the target as the toolkit's router does, with a histogram's bounds in seconds. */
export function countRequests(
  { counters }: FakeTarget,
  labels: string,
  { requests, failed = false, latencyMs = 10 }: { requests: number; failed?: boolean; latencyMs?: number },
  bounds: readonly string[] = ["0.1", "0.5", "0.6", "1.0", "+Inf"],
): void {
  const add = (name: string, by: number): void => void counters.set(name, (counters.get(name) ?? 0) + by);
  add(`llm_requests_total{${labels},status="${failed ? "502" : "200"}"}`, requests);
  for (const bound of bounds)
    add(
      `llm_request_latency_seconds_bucket{${labels},le="${bound}"}`,
      bound === "+Inf" || latencyMs / 1000 <= Number(bound) ? requests : 0,
    );
}

function responseOf(status: number, body: string): HttpResponse {
  return {
    status,
    headers: new Map([["content-type", "application/json"]]),
    body: (async function* () {
      yield Buffer.from(body);
    })(),
    text: async () => body,
    json: async () => JSON.parse(body) as unknown,
  };
}

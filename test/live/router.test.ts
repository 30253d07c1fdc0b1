import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestLine } from "#contracts";
import { nodeFiles, nodeHttp } from "#platform";
import { type RouterAdmin, routerAdmin } from "#router";
import { type FakeOpenAi, fakeOpenAi } from "#testing";

/** The router as a process of its own between real sockets. */
const root = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "genai-live-router-"));
const at = (name: string): string => join(home, name);
const children: ChildProcess[] = [];
const servers: FakeOpenAi[] = [];
let url: string;
let admin: RouterAdmin;

function started(args: string[]): Promise<{ child: ChildProcess; first: string }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    child.stdout.once("data", (line: Buffer) => resolve({ child, first: line.toString() }));
  });
}

const upstream = (index: number) => ({
  url: (servers[index] as FakeOpenAi).baseUrl.replace(/\/v1$/, ""),
  modelRef: `mail@${index}`,
});

beforeAll(async () => {
  for (const name of ["one", "two", "three"]) servers.push(await fakeOpenAi({ reply: () => name, model: name }));
  writeFileSync(at("token"), "0123456789abcdef0123");
  const config = {
    schemaVersion: 1,
    port: 0,
    tokenFile: at("token"),
    requestLog: at("requests.jsonl"),
    stateFile: at("state.json"),
    model: 'ma"il\\',
    endpoint: "mail",
    costPerHour: 3.6,
    rotateBytes: 100_000,
    variants: { baseline: upstream(0), canary: upstream(1) },
  };
  writeFileSync(at("config.json"), JSON.stringify(config));
  const { first } = await started([join(root, "packages/router/src/main.ts"), at("config.json")]);
  url = `http://127.0.0.1:${JSON.parse(first).port}`;
  admin = routerAdmin({ http: nodeHttp(), files: nodeFiles() }, { url, tokenFile: at("token") });
});

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const server of servers) await server.close();
  rmSync(home, { recursive: true, force: true });
});

const ask = async (id: string): Promise<{ status: number; content: string }> => {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-request-id": id },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: id }] }),
  });
  const answer = (await response.json()) as { choices?: { message: { content: string } }[] };
  return { status: response.status, content: answer.choices?.[0]?.message.content ?? "" };
};

describe("the router's process", () => {
  it("takes the canary's traffic away within 5 s of the kill -9 of whoever renewed its lease", async () => {
    const renewing = `
      import { nodeFiles, nodeHttp } from "#platform";
      import { routerAdmin } from "#router";
      const admin = routerAdmin({ http: nodeHttp(), files: nodeFiles() }, { url: "${url}", tokenFile: ${JSON.stringify(at("token"))} });
      for (;;) {
        const state = await admin.setWeight(0.5, 5);
        console.log(state.weights.canary);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }`;
    const { child } = await started(["--input-type=module-typescript", "--eval", renewing]);
    await new Promise((resolve) => setTimeout(resolve, 6500));
    expect((await admin.state()).weights.canary).toBe(0.5);
    child.kill("SIGKILL");
    const killed = performance.now();
    while ((await admin.state()).weights.canary > 0 && performance.now() - killed < 10_000)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(performance.now() - killed).toBeLessThan(5100);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => ask(`after-${index}`)));
    expect(new Set(answers.map(({ content }) => content))).toEqual(new Set(["one"]));
  });

  it("loses no request under load while weights change and servers are swapped, and logs each once", async () => {
    let running = true;
    const asked: string[] = [];
    const bad: unknown[] = [];
    const load = Promise.all(
      Array.from({ length: 6 }, async (_, worker) => {
        for (let count = 0; running; count++) {
          const id = `load-${worker}-${count}`;
          asked.push(id);
          const answer = await ask(id).catch((error: unknown) => ({ status: 0, content: String(error) }));
          if (answer.status !== 200) bad.push(answer);
        }
      }),
    );
    for (let change = 0; change < 60; change++) {
      if (change % 3 === 0)
        await admin.setVariants({ baseline: upstream(change % 2), canary: change % 4 === 0 ? null : upstream(2) });
      else if ((await admin.state()).variants.canary) await admin.setWeight((change % 10) / 10, 5);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    running = false;
    await load;
    await admin.state(); // answers once the log is whole
    expect(bad).toEqual([]);
    expect(asked.length).toBeGreaterThan(200);
    const logged = (await logLines()).flatMap((line) =>
      line.kind === "request" && line.requestId.startsWith("load-") ? [line.requestId] : [],
    );
    expect(logged.length).toBe(asked.length);
    expect(new Set(logged)).toEqual(new Set(asked));
  });

  it("exposes what prometheus_client would of the specification's metrics", async () => {
    await ask("scored");
    await admin.score({ requestId: "scored", metric: "accuracy", value: 0.5 });
    writeFileSync(at("metrics.txt"), await (await fetch(`${url}/metrics`)).text());
    const compared = JSON.parse(python(comparison, at("metrics.txt")));
    expect(compared.ours).toEqual(compared.specified);
    expect(compared.models).toEqual(['ma"il\\']);
  });
});

async function logLines(): Promise<RequestLine[]> {
  const files = nodeFiles();
  const names = (await files.list(home)).filter((name) => /^requests.*\.jsonl$/.test(name));
  expect(names.length).toBeGreaterThan(1);
  const texts = names.map((name) => readFileSync(at(name), "utf8"));
  return texts.flatMap((text) => text.split("\n")).flatMap((line) => (line ? [JSON.parse(line) as RequestLine] : []));
}

/** Family, type, sample names and labels of each metric, of ours (less the variant) and as its client gives them. */
const comparison = `
import json, sys
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.parser import text_string_to_metric_families
registry = CollectorRegistry()
c = Counter('llm_requests_total', 'r', ['model', 'endpoint', 'status'], registry=registry)
h = Histogram('llm_request_latency_seconds', 'l', ['model', 'endpoint'], buckets=[0.1, 0.5, 1.0, 2.0, 5.0, 10.0], registry=registry)
t = Counter('llm_tokens_total', 't', ['model', 'type'], registry=registry)
q = Gauge('llm_quality_score', 'q', ['model', 'metric'], registry=registry)
u = Counter('llm_inference_cost_usd', 'u', ['model', 'provider'], registry=registry)
c.labels('m', 'e', '200').inc(); h.labels('m', 'e').observe(1); t.labels('m', 'input').inc(); t.labels('m', 'output').inc()
q.labels('m', 'a').set(1); u.labels('m', 'p').inc()
def shape(text):
    families = {}
    for family in text_string_to_metric_families(text):
        samples = [s for s in family.samples if not s.name.endswith('_created')]
        if samples:
            families[family.name] = [family.type, sorted({(s.name, ' '.join(sorted(l for l in s.labels if l != 'variant')), s.labels.get('le', ''), s.labels.get('type', '')) for s in samples})]
    return families
ours = open(sys.argv[1]).read()
models = sorted({s.labels['model'] for f in text_string_to_metric_families(ours) for s in f.samples})
print(json.dumps({'ours': shape(ours), 'specified': shape(generate_latest(registry).decode()), 'models': models}))
`;

/** Runs a program with prometheus_client from PyPI. */
function python(program: string, argument: string): string {
  const packages = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops", "live-prometheus");
  mkdirSync(packages, { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--upgrade"];
  execFileSync("python3", [...pip, "--target", packages, "prometheus-client==0.22.1"], { stdio: "inherit" });
  return execFileSync("python3", ["-c", program, argument], {
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: packages },
  });
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderManifest } from "#infrastructure";
import { nodeClock, nodePlatform } from "#platform";
import { type Serving, servingProviders } from "#serving";
import {
  kubernetesCandidate,
  kubernetesServiceOf,
  type ServingUnderTest,
  sampleServices,
  servingConformance,
} from "#testing";
import { type ApiServer, startApiServer } from "./kubernetes/api-server.ts";
import { standInEngine } from "./kubernetes/engine.ts";

/** A real API server of Kubernetes and the real kubectl; the controllers' part is played by the test. */
const folder = mkdtempSync(join(tmpdir(), "genai-live-cluster-"));
const engines: ReturnType<typeof standInEngine>[] = [];
const before = process.env["KUBECONFIG"];
let server: ApiServer;
let namespaces = 0;

beforeAll(async () => {
  server = await startApiServer();
  process.env["KUBECONFIG"] = server.kubeconfig;
  server.kubectl(["create", "namespace", "models"]);
  // the build of the API server is the most of it, once on a machine
}, 3_600_000);

afterAll(async () => {
  for (const engine of engines) await engine.stop();
  await server?.stop();
  if (before === undefined) delete process.env["KUBECONFIG"];
  else process.env["KUBECONFIG"] = before;
  rmSync(folder, { recursive: true, force: true });
});

describe("a real API server", () => {
  const dryRun = (content: string): string =>
    server.kubectl(["apply", "--dry-run=server", "--validate=strict", "--filename=-"], content);

  it("takes every manifest", () => {
    for (const service of sampleServices()) {
      const said = dryRun(renderManifest(service, "ru").content);
      expect(said.match(/\(server dry run\)/g)).toHaveLength(service.engine === "kserve" ? 1 : 5);
    }
  });

  it("takes none with an unknown field or a name that is none", () => {
    for (const service of sampleServices()) {
      const { content } = renderManifest(service, "en");
      const wrong = service.engine === "kserve" ? "minReplicas:" : "progressDeadlineAbort:";
      expect(() => dryRun(content.replace(wrong, "unheardOf:"))).toThrow(/unknown field/);
      expect(() => dryRun(content.replace(/^ {2}name: mail.*$/m, "  name: Mail"))).toThrow(/RFC 1123|RFC 1035|a DNS/);
    }
  });
});

async function newEndpoint(): Promise<ServingUnderTest & { engine: ReturnType<typeof standInEngine> }> {
  const namespace = `models-${++namespaces}`;
  server.kubectl(["create", "namespace", namespace]);
  const home = join(folder, namespace);
  const engine = standInEngine(server, namespace, join(home, "mail.yaml"));
  engines.push(engine);
  const serving: Serving = await servingProviders.kubernetes(nodePlatform(), {
    endpoint: "mail",
    namespace,
    engine: "argo-rollouts",
    manifests: {
      folder: home,
      of: (candidate, beside) =>
        renderManifest(kubernetesServiceOf("argo-rollouts", candidate, beside, { namespace, replicas: 1 }), "en"),
    },
    syncSeconds: 60,
    startSeconds: 120,
    switchSeconds: 60,
    stateDir: join(home, "state"),
    planOf: ({ id }) => id,
  });
  return {
    engine,
    open: () => serving,
    candidate: (name) => kubernetesCandidate("argo-rollouts", name),
    broken: (name) => kubernetesCandidate("argo-rollouts", name),
    ask: async () => (await engine.answering()).join(" and "),
    pass: (seconds) => nodeClock().sleep(seconds * 1000),
  };
}

servingConformance("Argo Rollouts' objects in a real API server", newEndpoint, {
  timeout: 180_000,
  only: ["knows of nothing", "deploys the first", "for as long as the lease", "promotes once", "replaces all"],
});

describe("Argo Rollouts' objects in a real API server", () => {
  it("are patched only as they were seen, and only in their status", async () => {
    const { open, candidate, engine } = await newEndpoint();
    await open().deploy(candidate("one"), "canary");
    await open().deploy(candidate("two"), "canary");
    const { metadata, spec } = await engine.rollout();
    expect(await open().setWeight(0.5, 60)).toMatchObject({ canary: 0.5 });
    const after = await engine.rollout();
    expect(after["spec"]).toEqual(spec);
    expect(after.metadata).toMatchObject({ generation: (metadata as unknown as { generation: number }).generation });
    const stale = { metadata: { resourceVersion: "1" }, status: { abort: true } };
    const patch = ["patch", "rollouts.argoproj.io", "mail", `--namespace=models-${namespaces}`, "--subresource=status"];
    expect(() => server.kubectl([...patch, "--type=merge", `--patch=${JSON.stringify(stale)}`])).toThrow(
      /\(Conflict\)/,
    );
    expect(await engine.answering()).toEqual(["two", "one"]);
    expect((await open().rollback()).variants).toMatchObject({ baseline: { modelRef: "one" }, canary: null });
    expect(await engine.answering()).toEqual(["one"]);
  });
});

import { existsSync, readFileSync } from "node:fs";
import { ArgoController } from "#testing";
import type { ApiServer } from "./api-server.ts";

interface RolloutObject {
  metadata: { name: string };
  // biome-ignore lint/suspicious/noExplicitAny: what the server stores
  [part: string]: any;
}

/**
 * The test's stand-in for Argo Rollouts and a GitOps agent in one namespace of a real API server: applies the manifest
 * when it changes, and makes the controller's transitions by the status subresource.
 */
export function standInEngine(server: ApiServer, namespace: string, manifest: string) {
  let applied = "";
  const changed: RolloutObject[] = [];
  let rollouts: RolloutObject[] = [];
  const argo = new ArgoController({
    all: () => rollouts as never,
    put: (object) => void changed.push(object),
  });
  const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts`;
  const known = new Map<string, number>();
  let isOver = false;

  async function turn(): Promise<void> {
    const content = existsSync(manifest) ? readFileSync(manifest, "utf8") : "";
    if (content !== applied) {
      server.kubectl(["apply", "--validate=strict", "--filename=-"], content);
      applied = content;
    }
    rollouts = (await server.call("GET", path)).body.items.map((item: RolloutObject) => ({ ...item, kind: "Rollout" }));
    changed.length = 0;
    argo.pass(Date.now());
    for (const object of changed) {
      const { status, body } = await server.call("PUT", `${path}/${object.metadata.name}/status`, object);
      // somebody else was faster: the next turn sees it
      if (status !== 200 && status !== 409) throw new Error(`${status}: ${JSON.stringify(body)}`);
    }
    for (const [hash] of argo.sets) await showReplicas(hash);
  }

  async function showReplicas(hash: string): Promise<void> {
    const available = argo.isAvailable(hash, Date.now()) ? 1 : 0;
    if (known.get(hash) === available) return;
    const sets = `/apis/apps/v1/namespaces/${namespace}/replicasets`;
    const labels = { "rollouts-pod-template-hash": hash };
    const container = { name: "server", image: "registry.example.org/server:1" };
    const set = {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: { name: `mail-${hash}`, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [container] } },
      },
    };
    await server.call("POST", sets, set);
    const status = { replicas: 1, readyReplicas: available, availableReplicas: available };
    const { status: code } = await server.call("PUT", `${sets}/mail-${hash}/status`, { ...set, status });
    if (code === 200) known.set(hash, available);
  }

  const running = (async () => {
    while (!isOver) {
      await turn();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  })();

  return {
    async stop(): Promise<void> {
      isOver = true;
      await running;
    },
    async rollout(): Promise<RolloutObject> {
      return (await server.call("GET", `${path}/mail`)).body;
    },
    /** Models that get requests now. */
    async answering(): Promise<string[]> {
      const { canary, stable } = (await server.call("GET", `${path}/mail`)).body.status?.canary?.weights ?? {};
      return [canary, stable]
        .filter((each) => each?.weight > 0)
        .map((each) => argo.sets.get(each.podTemplateHash)?.modelRef ?? "?");
    },
  };
}

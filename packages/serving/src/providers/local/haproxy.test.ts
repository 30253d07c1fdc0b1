import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type LocalEndpoint, localEndpoint, stopEndpoints } from "#testing";
import { haproxyProgram } from "./haproxy.ts";

const debian = "HAProxy version 2.6.12-1+deb12u4 2026/10/17\\nFeature list : -QUIC +OPENSSL +PROMEX";

/** Where the machine's HAProxy says this of itself. */
function machine({ deps }: Pick<LocalEndpoint, "deps">, said: string | undefined) {
  const folder = join(deps.workspace, "bin");
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "haproxy");
  if (said !== undefined) {
    writeFileSync(program, `#!/bin/sh\nprintf '${said}\\n'\n`);
    chmodSync(program, 0o755);
  }
  return { run: deps.exec.run, which: async () => (said === undefined ? undefined : program) };
}

const python = async (): Promise<string> => "python3";
const candidate = ({ deps }: LocalEndpoint) => {
  const model = join(deps.workspace, "model.gguf");
  writeFileSync(model, "model");
  const digest = `sha256:${"a".repeat(64)}`;
  return { modelRef: "one", version: "1.0.0", digest, model, contextSize: 256, threads: 1, parallel: 1, extra: {} };
};

describe("this machine's HAProxy", () => {
  it("is taken from 2.6 to 3.2, and what is wrong with another is said with the way out", async () => {
    const endpoint = await localEndpoint({ endpoint: "versions", python });
    for (const [said, code, words] of [
      [undefined, "haproxy-missing", "no haproxy in PATH"],
      ["HA-Proxy version 2.2.9-2+deb11u6 2021/01/15\\n+OPENSSL", "haproxy-unfit", "2.6 to 3.2"],
      ["HAProxy version 1.9.0\\n+OPENSSL", "haproxy-unfit", "2.6 to 3.2"],
      ["HAProxy version 2.4.30\\n+OPENSSL", "haproxy-unfit", "2.6 to 3.2"],
      ["HAProxy version 3.3.0\\n+OPENSSL", "haproxy-unfit", "2.6 to 3.2"],
      ["HAProxy version 3.0.5\\nFeature list : -OPENSSL", "haproxy-unfit", "without OpenSSL"],
      ["something else", "haproxy-unfit", "does not say its version"],
    ] as const)
      await expect(haproxyProgram(machine(endpoint, said))).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words),
        hint: expect.stringMatching(/apt-get install haproxy.*data-plane: router/),
      });
    for (const version of [debian, debian.replace("2.6.12", "2.6.0"), debian.replace("2.6.12", "3.2.1")])
      expect(await haproxyProgram(machine(endpoint, version))).toMatch(/bin\/haproxy$/);
  });

  it("is asked for before anything is started", async () => {
    const endpoint = await localEndpoint({ endpoint: "missing", python, dataPlane: "haproxy" });
    const which = endpoint.deps.exec.which;
    Object.assign(endpoint.deps.exec, {
      which: async (name: string) => (name === "haproxy" ? undefined : await which(name)),
    });
    await expect(endpoint.open().deploy(candidate(endpoint), "canary")).rejects.toMatchObject({
      code: "haproxy-missing",
    });
    expect(await endpoint.open().describe()).toBeUndefined();
    expect(await endpoint.deps.files.stat(join(endpoint.folder, "desired.json"))).toBeUndefined();
    await stopEndpoints();
  });

  it("does not take over what our router serves", async () => {
    const endpoint = await localEndpoint({ endpoint: "settled", python, dataPlane: "haproxy" });
    const { digest, ...variant } = candidate(endpoint);
    const settings = { contextSize: 1, threads: 1, parallel: 1, extra: {} };
    const baseline = {
      modelRef: "zero",
      version: variant.version,
      digest,
      server: "m",
      url: "http://127.0.0.1:9",
      startedAt: "t",
      settings,
    };
    const record = {
      schemaVersion: 1,
      id: "settled-1",
      endpoint: "settled",
      target: "local",
      url: "http://127.0.0.1:9/v1",
      tokenFile: "t",
      requestLog: "r",
      variants: { baseline, canary: null },
      previous: null,
      history: [],
    };
    await endpoint.deps.files.writeAtomic(join(endpoint.folder, "deployment.json"), JSON.stringify(record));
    await expect(endpoint.open().deploy(candidate(endpoint), "canary")).rejects.toMatchObject({
      problems: [{ where: "data-plane", problem: "settled is served by router", legal: "router" }],
    });
    await stopEndpoints();
  });
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Deployment } from "#contracts";
import { rollbackPlan } from "./deploy-report.ts";
import { toMarkdown } from "./markdown.ts";

const served = (name: string, port: number) => ({
  modelRef: `mail#${name}`,
  version: "1.0.0",
  digest: `sha256:${"0".repeat(64)}` as const,
  server: `m-${name}`,
  url: `http://127.0.0.1:${port}`,
  startedAt: "2026-11-25T12:00:00Z",
  settings: { contextSize: 1, threads: 1, parallel: 1, extra: {} },
});

const deployment: Deployment = {
  schemaVersion: 1,
  id: "mail-1",
  endpoint: "mail",
  target: "local",
  haproxy: { folder: "/state/deployments/mail/haproxy" },
  url: "http://127.0.0.1:8080/v1",
  tokenFile: "/state/deployments/mail/router/token",
  requestLog: "/state/deployments/mail/requests.jsonl",
  variants: { baseline: served("one", 9001), canary: served("two", 9002) },
  previous: null,
  history: [],
};

describe("the plan of the way back before HAProxy", () => {
  it.each(["ru", "en"] as const)("is written in %s", async (language) => {
    const golden = join(import.meta.dirname, `../../../test/golden/rollback-plan-haproxy.${language}.md`);
    await expect(toMarkdown(rollbackPlan(deployment, language))).toMatchFileSnapshot(golden);
  });

  it("names the socket only where there is one", () => {
    const { haproxy: _none, ...routed } = deployment;
    expect(toMarkdown(rollbackPlan(routed, "en"))).not.toContain("HAProxy");
  });
});

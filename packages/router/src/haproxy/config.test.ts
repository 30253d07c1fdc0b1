import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { routerConfigSchema } from "#contracts";
import { type HaproxyPlaneConfig, haproxyConfig } from "./config.ts";
import { noSlots, placed } from "./slots.ts";

const config = (more: object = {}): HaproxyPlaneConfig =>
  routerConfigSchema.parse({
    schemaVersion: 1,
    port: 8080,
    tokenFile: "router/token",
    requestLog: "requests.jsonl",
    stateFile: "router/state.json",
    model: "mail",
    endpoint: "mail",
    variants: { baseline: { url: "http://127.0.0.1:9001", modelRef: "mail@1" }, canary: null },
    haproxy: { folder: "haproxy" },
    ...more,
  }) as HaproxyPlaneConfig;

describe("HAProxy's config", () => {
  it("is this", async () => {
    const variants = {
      baseline: { url: "http://127.0.0.1:9001", modelRef: "mail@1" },
      canary: { url: "http://127.0.0.1:9002/v1", modelRef: "mail@2" },
    };
    const { slots } = placed(noSlots(), variants, new Set());
    const text = haproxyConfig(config({ userHeader: "x-user", upstreamTimeoutSeconds: 30 }), slots);
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "../../../../test/golden/haproxy.cfg"));
  });

  it("asks for no user where there is no header for one", () => {
    expect(haproxyConfig(config(), noSlots())).not.toMatch(/txn\.user|sticky/);
  });
});

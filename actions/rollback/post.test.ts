import { expect, it } from "vitest";
import { fakeDeps, fakeHost } from "#testing";
import { main } from "./main.ts";

it("goes after a cancel to the endpoint that its step left in the middle, and to none that it had not begun with", async () => {
  for (const [id, failures] of [
    ["mail-01", [expect.stringContaining("could not be reached")]],
    ["", []],
  ] as const) {
    const { clock, random, distFolder, workspace } = await fakeDeps();
    const host = fakeHost({
      target: "ray-serve",
      endpoint: "mail",
      "ray-address": "http://127.0.0.1:9",
      "state-dir": workspace,
    });
    const saved: Record<string, string> = { "genai-mlops-phase": "main-started", "endpoint-change": id };
    const asPost = { ...host, savedState: (name: string) => saved[name] ?? "" };
    await main({ host: asPost, distFolder, platform: { clock, random } });
    expect(host.failures).toEqual(failures);
  }
});

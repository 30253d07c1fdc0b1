import { expect, it } from "vitest";
import type { Surroundings } from "#action-kit";
import { fakeDeps } from "../fake-deps.ts";
import { fakeHost } from "../fake-host.ts";

/** The post step of an action that changes an endpoint; `inputs` are those that it needs beside the endpoint's. */
export function itSettlesItsChange(
  main: (surroundings: Surroundings) => Promise<void>,
  inputs: Record<string, string> = {},
): void {
  it.each([
    [
      "goes to the endpoint that its step left in the middle",
      "mail-01",
      [expect.stringContaining("could not be reached")],
    ],
    ["goes to none that it had not begun with", "", []],
  ])("%s, after a cancel", async (_what, change, failures) => {
    const { clock, random, distFolder, workspace } = await fakeDeps();
    const host = fakeHost({
      target: "ray-serve",
      endpoint: "mail",
      "ray-address": "http://127.0.0.1:9",
      "state-dir": workspace,
      ...inputs,
    });
    const saved: Record<string, string> = { "genai-mlops-phase": "main-started", "endpoint-change": change };
    await main({
      host: { ...host, savedState: (name: string) => saved[name] ?? "" },
      distFolder,
      platform: { clock, random },
    });
    expect(host.failures).toEqual(failures);
  });
}

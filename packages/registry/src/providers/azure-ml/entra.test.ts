import { describe, expect, it } from "vitest";
import type { Exec } from "#platform";
import { azureJob, fakeAzure, fakeClock, fakeDeps, fakeEnvironment } from "#testing";
import { entraTokens } from "./entra.ts";

const scope = "https://storage.azure.com/.default";

async function opened(variables: Record<string, string>, answer?: { exitCode: number; stdout: string }) {
  const clock = fakeClock();
  const fake = fakeAzure(clock.now);
  const deps = await fakeDeps({ clock, http: fake.http, environment: fakeEnvironment(variables) });
  const commands: string[] = [];
  const exec: Exec = {
    ...deps.exec,
    which: async () => (answer ? "/usr/bin/az" : undefined),
    async run(command, parameters) {
      commands.push([command, ...parameters].join(" "));
      return { exitCode: 1, stdout: "", stderr: "", ...answer };
    },
  };
  return { fake, clock, deps, commands, token: entraTokens({ ...deps, exec }, fake.origin)(scope) };
}

describe("a token of Microsoft Entra", () => {
  it("comes of what azure/login left to the az command, and is asked for anew before its end", async () => {
    const endsAt = Math.floor(fakeClock().now() / 1000) + 3600;
    const stdout = JSON.stringify({ accessToken: "az-token", expires_on: endsAt, tokenType: "Bearer" });
    const { token, clock, commands, deps } = await opened({}, { exitCode: 0, stdout });
    expect(await token.current()).toBe("az-token");
    expect(await token.current()).toBe("az-token");
    expect(commands).toEqual([`az account get-access-token --scope ${scope} -o json`]);
    clock.advance(3_400_000);
    await token.current();
    expect(commands).toHaveLength(2);
    expect(deps.secrets.redact("az-token")).toBe("***");
  });

  it("comes of federation, and the command is not asked, where both are there", async () => {
    const fake = fakeAzure(() => 0);
    const { token, commands } = await opened(azureJob(fake), { exitCode: 0, stdout: "{}" });
    expect(await token.current()).toBe("entra-token-1");
    expect(commands).toEqual([]);
  });

  it("comes of nothing else when the command gives none", async () => {
    for (const answer of [
      { exitCode: 1, stdout: "Please run 'az login'" },
      { exitCode: 0, stdout: "not JSON" },
      { exitCode: 0, stdout: "{}" },
    ]) {
      const { token } = await opened({}, answer);
      await expect(token.current()).rejects.toMatchObject({ code: "no-key" });
    }
  });
});

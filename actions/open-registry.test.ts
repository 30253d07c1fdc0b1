import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fakeDeps, fakeEnvironment, fakeMlflow, fileRegistryInputs, sampleMetadata, sampleModel } from "#testing";
import { openRegistry } from "./open-registry.ts";

const inputs = { ...fileRegistryInputs, "state-dir": undefined };

describe("the registry of an action", () => {
  it("is a folder of the workspace, or an MLflow server, by one input", async () => {
    const deps = await fakeDeps();
    const folder = await openRegistry({ ...inputs, "registry-uri": "models" }, deps);
    await folder.register({ name: "mail", folder: await sampleModel("one"), bump: "minor", metadata: sampleMetadata });
    await expect(readFile(join(deps.workspace, "models/mail/versions/1.0.0/manifest.json"))).resolves.toBeDefined();

    const { http, address } = fakeMlflow();
    const environment = fakeEnvironment({
      MLFLOW_TRACKING_URI: address,
      XDG_STATE_HOME: join(deps.workspace, "state"),
    });
    const mlflow = await openRegistry({ ...inputs, registry: "mlflow" }, { ...deps, http, environment });
    const model = { name: "mail", folder: await sampleModel("one"), bump: "minor", metadata: sampleMetadata } as const;
    const { version } = await mlflow.register(model);
    expect(version.uri).toBe("models:/mail/1");
    expect(await mlflow.fetch(version)).toMatch(/state\/genai-mlops\/registry-cache\/mlflow\/mail\//);
    await expect(openRegistry({ ...inputs, registry: "mlflow" }, deps)).rejects.toMatchObject({
      code: "bad-registry-uri",
      message: expect.stringContaining("MLFLOW_TRACKING_URI"),
    });
  });
});

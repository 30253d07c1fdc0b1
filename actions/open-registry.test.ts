import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { runAction } from "#action-kit";
import {
  fakeClock,
  fakeDeps,
  fakeEnvironment,
  fakeHost,
  fakeMlflow,
  fileRegistryInputs,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { openRegistry } from "./open-registry.ts";
import { run } from "./register/run.ts";
import { spec } from "./register/spec.ts";

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

  it("takes credentials by MLflow's own variables, and shows them nowhere", async () => {
    const users = { ci: "correct horse battery" };
    const folder = await sampleModel("one");
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    for (const [password, ends] of [
      ["correct horse battery", "registered"],
      ["wrong-wrong-wrong", "mlflow-unauthorized"],
    ] as const) {
      const { http, address } = fakeMlflow({ users });
      const variables = {
        MLFLOW_TRACKING_URI: address,
        MLFLOW_TRACKING_USERNAME: "ci",
        MLFLOW_TRACKING_PASSWORD: password,
        XDG_STATE_HOME: join(folder, "..", crypto.randomUUID()),
      };
      const reports = join(folder, "..", crypto.randomUUID());
      const given = { registry: "mlflow", name: "mail", "model-path": folder, "report-dir": reports };
      const host = fakeHost(given, variables);
      const platform = { http, clock: fakeClock(), environment: fakeEnvironment(variables) };
      await runAction(spec, run, { host, distFolder: "", platform });
      const said = [...host.log.lines, ...host.failures, ...host.summary, ...host.outputs.values()].join("\n");
      expect(said).toContain(ends);
      expect(said).not.toContain(password);
      expect(said).not.toContain(Buffer.from(`ci:${password}`).toString("base64"));
    }
  });
});

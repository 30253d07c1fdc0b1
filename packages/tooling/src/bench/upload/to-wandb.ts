import { fakeWandb, serveWandb } from "#testing";
import { pythonEnvironment } from "../../python-environment.ts";
import { besideClient } from "./beside-client.ts";

export const title = "A model to W&B, beside W&B's Python client";

/** As W&B's users log a model. */
const program = `
import sys
import wandb
run = wandb.init(entity="ent", project="llm", job_type="train")
artifact = wandb.Artifact("bench", type="model")
artifact.add_dir(sys.argv[1])
run.log_artifact(artifact).wait()
run.finish()
`;

/** To the fake that the live suite proves by the same client: no server of W&B's runs here. */
export async function* lines(options: { full: boolean }): AsyncGenerator<string> {
  const vendor = {
    server: "the fake of W&B",
    client: "wandb 0.31.0",
    python: pythonEnvironment({ name: "wandb", requirements: ["wandb==0.31.0"], megabytes: 130 }),
    program,
    async open() {
      const fake = fakeWandb(undefined, Date.now);
      const { url, close } = await serveWandb(fake);
      const config = { apiKey: fake.apiKey, baseUrl: url, entity: "ent", project: "llm" };
      const account = { WANDB_BASE_URL: url, WANDB_API_KEY: fake.apiKey };
      return {
        registration: { provider: "wandb" as const, config },
        variables: { ...account, WANDB_SILENT: "true", WANDB_ERROR_REPORTING: "false" },
        close,
      };
    },
  };
  yield* besideClient(vendor, options);
}

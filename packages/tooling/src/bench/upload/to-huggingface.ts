import { fakeHub, serveHub } from "#testing";
import { pythonEnvironment } from "../../python-environment.ts";
import { besideClient } from "./beside-client.ts";

export const title = "A model to the Hugging Face Hub, beside its Python client";

/** As its users upload a model. */
const program = `
import sys
from huggingface_hub import HfApi
api = HfApi()
api.create_repo("octo/bench", private=True)
api.upload_folder(repo_id="octo/bench", folder_path=sys.argv[1])
`;

/** To the fake that the live suite proves by the same client; both speak LFS, as the Hub does to who has no Xet. */
export async function* lines(options: { full: boolean }): AsyncGenerator<string> {
  const vendor = {
    server: "the fake of the Hub",
    client: "huggingface_hub 2.4.0",
    python: pythonEnvironment({ name: "huggingface-hub", requirements: ["huggingface_hub==2.4.0"], megabytes: 60 }),
    program,
    async open() {
      const hub = fakeHub(Date.now);
      const { url, close } = await serveHub(hub);
      return {
        registration: { provider: "huggingface" as const, config: { token: hub.token, endpoint: url } },
        variables: {
          HF_ENDPOINT: url,
          HF_TOKEN: hub.token,
          HF_HUB_DISABLE_XET: "1",
          HF_HUB_DISABLE_TELEMETRY: "1",
          HF_HUB_DISABLE_PROGRESS_BARS: "1",
        },
        close,
      };
    },
  };
  yield* besideClient(vendor, options);
}

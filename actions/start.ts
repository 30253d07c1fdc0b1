import { coreHost, type OpenPublisher } from "#action-kit";
import { forgeProviders } from "#forge";
import { actions } from "./catalog.ts";

/**
 * Entry of the shared bundle: runs one action as the runner asked for it and ends the process, whatever keep-alive
 * connections are still open.
 * @param distFolder absolute path of `dist`
 */
export async function start(name: string, distFolder: string): Promise<void> {
  const load = actions[name];
  if (!load) throw new Error(`unknown action ${name}`);
  const { main } = await load();
  await main({ host: coreHost(), distFolder, publisher });
  await new Promise((resolve) => process.stdout.write("", resolve));
  process.exit();
}

const publisher: OpenPublisher = (deps, token) => {
  const { repository, apiUrl } = deps.github;
  return forgeProviders.github(deps, { repository, token, apiUrl });
};

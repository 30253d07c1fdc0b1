import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { RequestLine, RouterConfig, Variants } from "#contracts";
import { nodeClock, nodeHttp } from "#platform";
import { routerAdmin } from "#router";
import { type Router, startRouter } from "../../router/src/router.ts";
import { closeLater } from "./close-later.ts";
import { type FakeDeps, fakeDeps } from "./fake-deps.ts";

type RouterFiles = Pick<RouterConfig, "tokenFile" | "requestLog" | "stateFile">;

/** The files of a router in a folder, its token among them. */
export async function routerFiles({ files }: Pick<FakeDeps, "files">, folder: string): Promise<RouterFiles> {
  const at = (name: string): string => join(folder, name);
  await files.writeAtomic(at("token"), "0123456789abcdef0123");
  return { tokenFile: at("token"), requestLog: at("requests.jsonl"), stateFile: at("state.json") };
}

/** Of a router on a free port. */
export const routerConfig = (
  files: RouterFiles,
  variants: Variants,
  more: Partial<RouterConfig> = {},
): RouterConfig => ({
  schemaVersion: 1,
  host: "127.0.0.1",
  port: 0,
  ...files,
  model: "mail",
  endpoint: "mail",
  costPerHour: 0,
  variants,
  ...more,
});

/** A server that does as it is told, until `closeAll`. */
export async function listening(
  serve: RequestListener,
  port = 0,
): Promise<{ server: Server; url: string; port: number; close(): Promise<void> }> {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const found = (server.address() as AddressInfo).port;
  return closeLater({ server, url: `http://127.0.0.1:${found}`, port: found, close });
}

/** A router until `closeAll`, which may be started anew with `start`. */
export async function routerUnderTest(
  variants: Variants,
  { clock = nodeClock(), ...more }: Partial<RouterConfig> & { clock?: FakeDeps["clock"] } = {},
) {
  const deps = await fakeDeps({ clock });
  const config = routerConfig(await routerFiles(deps, deps.workspace), variants, more);
  const start = async (): Promise<Router & { url: string }> => {
    const router = await startRouter({ ...deps, random: { ...deps.random, uuid: () => crypto.randomUUID() } }, config);
    closeLater({ close: () => router.close(0) });
    return { ...router, url: `http://127.0.0.1:${router.port}` };
  };
  const router = await start();
  const admin = routerAdmin({ http: nodeHttp(), files: deps.files }, { url: router.url, tokenFile: config.tokenFile });
  /** Of the request log, once what is under way is written. */
  const lines = async (): Promise<RequestLine[]> => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    if (!(await deps.files.stat(config.requestLog))) return [];
    const text = await deps.files.readText(config.requestLog);
    return text.split("\n").flatMap((line) => (line ? [JSON.parse(line) as RequestLine] : []));
  };
  return { deps, config, router, url: router.url, admin, lines, start };
}

/** A router in front of one model server, which does as it is told. */
export async function routerBefore(serve: RequestListener, more: Partial<RouterConfig> = {}) {
  const { server, url } = await listening(serve);
  const found = await routerUnderTest({ baseline: { url, modelRef: "mail@1" }, canary: null }, more);
  const post = (body = "{}", init: RequestInit = {}): Promise<Response> =>
    fetch(`${found.url}/v1/chat/completions`, { method: "POST", body, ...init });
  return { ...found, server, post };
}

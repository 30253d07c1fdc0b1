import { type ServedVariant, ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { VariantHealth } from "../../serving.ts";
import type { Layout } from "./layout.ts";
import { readStatus } from "./supervise.ts";

/**
 * Waits until the process answers 200; gives up early on one that crashes again and again.
 * @throws ToolkitError `server-unhealthy` or `port-in-use` with the end of the process's log
 */
export async function waitHealthy(
  ports: Pick<Platform, "http" | "clock" | "files">,
  layout: Layout,
  { url, process, seconds }: { url: string; process: string; seconds: number },
): Promise<void> {
  const answers = async (): Promise<boolean> =>
    await ports.http.send({ url, timeoutMs: 2000 }).then(
      (response) => response.text().then(() => response.status === 200),
      () => false,
    );
  await waitFor(ports, layout, { process, seconds, holds: answers, failure: `${process} at ${url} does not answer` });
}

/** The same for what shows in another way that the process is up. */
export async function waitFor(
  { clock, files }: Pick<Platform, "clock" | "files">,
  layout: Layout,
  {
    process,
    seconds,
    holds,
    failure,
  }: { process: string; seconds: number; holds(): Promise<boolean>; failure: string },
): Promise<void> {
  const deadline = clock.monotonic() + seconds * 1000;
  while (clock.monotonic() < deadline) {
    if (await holds()) return;
    const { restarts = 0 } = (await readStatus(files, layout.supervised))?.processes[process] ?? {};
    if (restarts >= 3) break;
    await clock.sleep(200);
  }
  const tail = lastWords(await files.readText(layout.log(process)).catch(() => ""));
  // the router's words and HAProxy's
  const inUse = tail.includes('"code":"port-in-use"') || tail.includes("Address already in use");
  throw new ToolkitError({
    code: inUse ? "port-in-use" : "server-unhealthy",
    provider: "local",
    message: `${failure}; the end of its log:\n${tail}`,
    hint: inUse ? "choose another port" : "see the log above; a model that is too large for the memory ends like this",
  });
}

const namesError = /^(?:\([^)]*\) )?(?:ERROR [^\]]*\] )?[\w.]*(?:Error|Exception): ./;

/**
 * The end of a log, and before it the errors that were named shortly before: a server of several processes ends with
 * "see above" (vLLM: "Engine core initialization failed. See root cause above").
 */
function lastWords(log: string): string {
  const lines = log.trim().split("\n");
  const end = lines.slice(-12);
  const named = lines.slice(-300, -12).filter((line) => namesError.test(line));
  return [...new Set(named)].slice(-4).concat(end).join("\n");
}

/** What a model server says of itself now. */
export async function healthOf(http: Platform["http"], { modelRef, url }: ServedVariant): Promise<VariantHealth> {
  const reason = await http.send({ url: `${url}/health`, timeoutMs: 5000 }).then(
    (response) => response.text().then(() => `HTTP ${response.status}`),
    (error: unknown) => (error instanceof ToolkitError ? error.code : String(error)),
  );
  return { modelRef, healthy: reason === "HTTP 200", reason };
}

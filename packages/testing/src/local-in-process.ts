import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { desiredSchema, ToolkitError } from "#contracts";
import type { Http } from "#platform";
import type { Candidate, LocalConfig, Serving } from "#serving";
import { localServing } from "../../serving/src/providers/local/index.ts";
import { dyingFiles, type Life, lifeOf } from "./dying.ts";
import { fakeDeps } from "./fake-deps.ts";

type Admin = ReturnType<LocalConfig["adminOf"]>;
type Variants = Parameters<Admin["setVariants"]>[0];

/**
 * The local provider on a machine without processes: what the supervisor is told to keep runs at once, and the router is
 * an object of this test. For tests that kill a run at each of its steps, which real servers are too slow for.
 */
export async function localInProcess() {
  const deps = await fakeDeps();
  const stateDir = join(deps.workspace, "state");
  const home = join(stateDir, "deployments", "mail");
  const programs = join(deps.workspace, "programs");
  for (const name of ["router", "supervisor"]) {
    mkdirSync(join(programs, name), { recursive: true });
    writeFileSync(join(programs, name, "index.js"), "");
  }
  writeFileSync(join(programs, "model_server.py"), "");
  let routed: { variants: Variants; canary: number } | undefined;

  const running = () => {
    try {
      const desired = desiredSchema.parse(JSON.parse(readFileSync(join(home, "desired.json"), "utf8")));
      return desired.stop ? [] : desired.processes;
    } catch {
      return [];
    }
  };
  const serverAt = (url: string) =>
    running().find(({ name, args }) =>
      name === "router"
        ? readFileSync(args[1] as string, "utf8").includes(`"port": ${new URL(url).port}`)
        : args.join(" ").includes(`"port":${new URL(url).port}`),
    );
  /** As a router comes up: by its configuration. */
  function router(): NonNullable<typeof routed> {
    const process = running().find(({ name }) => name === "router");
    if (!process) throw new ToolkitError({ code: "http-unreachable", retryable: true, message: "no router runs" });
    const config = JSON.parse(readFileSync(process.args[1] as string, "utf8")) as { variants: Variants };
    routed ??= { variants: config.variants, canary: 0 };
    return routed;
  }

  const http: Http = {
    async send({ url }) {
      if (!serverAt(url)) throw new ToolkitError({ code: "http-unreachable", retryable: true, message: "refused" });
      const body = (async function* () {})();
      return { status: 200, headers: new Map(), body, text: async () => "", json: async () => ({}) };
    },
  };
  const adminOf = (life: Life | undefined): Admin => ({
    async state() {
      life?.check();
      const { variants, canary } = router();
      return { inFlight: {}, variants, weights: { canary }, leaseExpiresAt: null, shadow: false };
    },
    async setWeight(canary) {
      life?.spend();
      router().canary = canary;
    },
    async setVariants(variants) {
      life?.spend();
      Object.assign(router(), { variants, canary: 0 });
    },
  });

  function open(life?: Life): Serving {
    const files = life ? dyingFiles(deps.files, life) : deps.files;
    const exec = { ...deps.exec, start: async () => ({}) as never, isAlive: () => false };
    return localServing(
      { ...deps, files, http, exec },
      {
        stateDir,
        endpoint: "mail",
        port: 0,
        python: async () => "python3",
        programs: {
          router: join(programs, "router"),
          supervisor: join(programs, "supervisor"),
          modelServer: join(programs, "model_server.py"),
        },
        adminOf: () => adminOf(life),
        planOf: ({ id }) => id,
        healthSeconds: 5,
      },
    );
  }

  return {
    open: () => open(),
    /** A run that is killed just before its n-th change of disk or router. */
    dying: (calls: number) => open(lifeOf(calls)),
    candidate(name: string): Candidate {
      const model = join(deps.workspace, `${name}.gguf`);
      writeFileSync(model, name);
      const digest = `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`;
      return { modelRef: name, version: "1.0.0", digest, model, contextSize: 64, threads: 1, parallel: 1, extra: {} };
    },
    /** Model that a request gets; `nothing` where none answers. */
    answering(): string {
      if (!running().some(({ name }) => name === "router")) {
        routed = undefined;
        return "nothing";
      }
      const { variants, canary } = router();
      const { url } = (canary === 1 && variants.canary) || variants.baseline;
      const options = serverAt(url)?.args[1];
      return options === undefined ? "nothing" : readFileSync((JSON.parse(options) as { model: string }).model, "utf8");
    },
    servers: () => running().filter(({ name }) => name !== "router").length,
    pass: (seconds: number) => deps.clock.sleep(seconds * 1000),
  };
}

export type LocalInProcess = Awaited<ReturnType<typeof localInProcess>>;

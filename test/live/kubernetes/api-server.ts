import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#platform";
import { definitionFiles } from "./modules.ts";
import { etcd, kubeApiServer } from "./programs.ts";

const token = "live-token";

export interface ApiServer {
  /** For kubectl. */
  kubeconfig: string;
  kubectl(args: readonly string[], input?: string): string;
  /** A call as a controller makes it. */
  call(method: string, path: string, body?: object): Promise<{ status: number; body: Answer }>;
  stop(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the server answers
type Answer = any;

/** An API server of Kubernetes with the engines' definitions, and no controller but the test's own. */
export async function startApiServer(): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), "genai-live-api-"));
  const [store, peer, port] = [await freePort(), await freePort(), await freePort()];
  const at = (name: string): string => join(folder, name);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(at("accounts.pem"), privateKey.export({ type: "pkcs1", format: "pem" }));
  writeFileSync(at("tokens.csv"), `${token},live,1,system:masters\n`);
  writeFileSync(
    at("kubeconfig"),
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "live",
      contexts: [{ name: "live", context: { cluster: "live", user: "live" } }],
      clusters: [{ name: "live", cluster: { server: `https://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } }],
      users: [{ name: "live", user: { token } }],
    }),
  );
  const children: ChildProcess[] = [];
  const start = (program: string, args: string[]): void => {
    const child = spawn(program, args, {
      stdio: ["ignore", "ignore", "ignore"],
      env: { ...process.env, GOMAXPROCS: "2" },
    });
    children.push(child);
  };
  start(etcd(), [
    `--data-dir=${at("etcd")}`,
    `--listen-client-urls=http://127.0.0.1:${store}`,
    `--advertise-client-urls=http://127.0.0.1:${store}`,
    `--listen-peer-urls=http://127.0.0.1:${peer}`,
    "--unsafe-no-fsync",
  ]);
  start(kubeApiServer(), [
    `--etcd-servers=http://127.0.0.1:${store}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${at("certificates")}`,
    `--token-auth-file=${at("tokens.csv")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${at("accounts.pem")}`,
    `--service-account-signing-key-file=${at("accounts.pem")}`,
    "--service-cluster-ip-range=10.0.0.0/24",
    "--authorization-mode=AlwaysAllow",
    // accounts are made by a controller that is not here
    "--disable-admission-plugins=ServiceAccount",
  ]);

  const call: ApiServer["call"] = (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      // its certificate is its own
      const sent = request(
        { host: "127.0.0.1", port, path, method, headers, rejectUnauthorized: false },
        async (response) => {
          let text = "";
          for await (const chunk of response) text += String(chunk);
          const isJson = response.headers["content-type"]?.includes("json");
          resolve({ status: response.statusCode ?? 0, body: isJson ? JSON.parse(text) : text });
        },
      );
      sent.on("error", reject);
      sent.end(body && JSON.stringify(body));
    });

  const kubectl: ApiServer["kubectl"] = (args, input) =>
    execFileSync("kubectl", [...args, `--kubeconfig=${at("kubeconfig")}`], {
      input: input ?? "",
      encoding: "utf8",
      stdio: ["pipe", "pipe", "pipe"],
    });

  /** `kubectl wait` fails on a definition that has no status yet. */
  async function established(): Promise<void> {
    for (let waited = 0; ; waited++) {
      const { items } = (await call("GET", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions")).body;
      const isDone = (item: Answer): boolean =>
        item.status?.conditions?.some((each: Answer) => each.type === "Established" && each.status === "True");
      if (items.length === definitionFiles().length && items.every(isDone)) return;
      if (waited > 150) throw new Error("the API server does not take the definitions up");
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
  }

  async function stop(): Promise<void> {
    for (const child of children) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.kill("SIGKILL")) await ended;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  try {
    for (let waited = 0; (await call("GET", "/readyz").catch(() => undefined))?.status !== 200; waited++) {
      if (waited > 300 || children.some(({ exitCode }) => exitCode !== null))
        throw new Error("the API server does not start");
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    for (const file of definitionFiles()) kubectl(["create", `--filename=${file}`]);
    await established();
  } catch (error) {
    await stop();
    throw error;
  }
  return { kubeconfig: at("kubeconfig"), kubectl, call, stop };
}

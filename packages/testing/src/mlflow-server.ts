import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { freePort, nodeClock, nodeEnvironment, nodeRandom, pinnedEnvironment } from "#platform";
import { fakeDeps } from "./fake-deps.ts";
import { openRunFolder } from "./run-folder.ts";

export interface MlflowServer {
  address: string;
  /** Python with MLflow's client. */
  python: string;
  /** Folder with its packages. */
  packages: string;
  /** Of the bucket, where there is one: keys of uploads by parts that were begun and have not ended. */
  heldParts(): Promise<string[]>;
  /** Environment variables that this client takes to reach this server. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

export interface MlflowServerOptions {
  /** With `--app-name basic-auth`; the administrator's password. */
  adminPassword?: string;
  /** Artifacts in a bucket of moto, an S3 of its own, instead of on the disk. */
  bucket?: boolean;
  /** Memory unless told, where there is some: databases on disk are slow to the many small calls of a suite. */
  folder?: string;
}

/**
 * MLflow 3.18 cannot be resolved from PyPI (its mlflow-skinny is missing), and 3.17.2 is 613 MB; these are what the server
 * and its client load, 320 MB, with moto and boto3 for a bucket and Flask-WTF for basic-auth.
 */
const requirements =
  `mlflow==3.18.0 aiohappyeyeballs==2.7.1 aiohttp==3.14.5 aiosignal==1.4.0 alembic==1.20.1 annotated-doc==0.0.7
annotated-types==0.8.0 anyio==4.16.0 attrs==26.1.0 blinker==1.9.0 boto3==1.44.8 botocore==1.44.8 cachetools==8.0.2
certifi==2026.10.19.post1 cffi==2.1.1 charset-normalizer==3.5.2 click==8.5.1 cloudpickle==3.1.3 cryptography==50.0.2
databricks-sdk==0.162.0 fastapi==0.165.0 flask==3.1.3 flask-cors==6.0.5 flask-wtf==1.3.0 frozenlist==1.8.0 gitdb==4.0.12
gitpython==3.2.1 google-auth==2.63.0 h11==0.16.0 idna==3.20 importlib-metadata==10.2.0 itsdangerous==2.2.0 jinja2==3.1.6
jmespath==1.1.0 lazy-importer==0.1.0 mako==1.4.3 markupsafe==3.0.4 moto==5.2.5 multidict==7.2.1 numpy==2.4.6
opentelemetry-api==1.45.2 opentelemetry-proto==1.45.2 opentelemetry-sdk==1.45.2 opentelemetry-semantic-conventions==0.66b2
packaging==26.3 pandas==3.1.1 propcache==0.5.4 protobuf==7.36.2 py-partiql-parser==0.6.3 pyasn1==0.6.5 pyasn1-modules==0.4.2
pycparser==3.12 pydantic==2.14.4 pydantic-core==2.50.5 python-dateutil==4.0.0 python-dotenv==1.2.4 pyyaml==6.0.4
requests==2.34.2 responses==0.26.3 s3transfer==0.19.3 six==1.17.0 smmap==5.0.3 sqlalchemy==2.1.9 sqlparse==0.6.1
starlette==1.10.0 typing-extensions==4.16.0 typing-inspection==0.4.5 urllib3==2.8.0 uvicorn==0.54.0 werkzeug==3.1.9
wtforms==3.3.2 xmltodict==1.0.4 yarl==1.25.1 zipp==4.1.2`.split(/\s+/);

const memory = "/dev/shm";

/** A real MLflow server of its own, as its users start it. The first call installs it into the cache. */
export async function startMlflow(options: MlflowServerOptions = {}): Promise<MlflowServer> {
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
  const stateDir = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");
  const python = await pinnedEnvironment(deps, requirements, { stateDir, name: "MLflow server", megabytes: 320 });
  const folder = options.folder ?? (await openRunFolder(existsSync(memory) ? memory : tmpdir())).path;
  const children: ChildProcess[] = [];
  const env: Record<string, string> = {
    PATH: `${dirname(python)}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    TMPDIR: tmpdir(),
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
    MLFLOW_DISABLE_TELEMETRY: "true",
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const stop = async (): Promise<void> => {
    for (const { pid } of children) if (pid !== undefined) killGroup(pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const started = async (name: string, parameters: string[], url: string): Promise<void> => {
    const log = openSync(join(folder, `${name}.log`), "w");
    const child = spawn(python, parameters, { cwd: folder, env, detached: true, stdio: ["ignore", log, log] });
    children.push(child);
    closeSync(log);
    for (let waited = 0; !(await answers(url)); waited++) {
      if (waited < 600 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 200));
      else {
        const said = readFileSync(join(folder, `${name}.log`), "utf8").slice(-3000);
        await stop();
        throw new Error(`${name} does not start:\n${said}`);
      }
    }
  };

  let destination = join(folder, "artifacts");
  let heldParts = async (): Promise<string[]> => [];
  if (options.bucket) {
    const port = await freePort();
    const s3 = `http://127.0.0.1:${port}`;
    const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_DEFAULT_REGION: "us-east-1" };
    Object.assign(env, keys, { MLFLOW_S3_ENDPOINT_URL: s3 });
    await started("moto", ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)], s3);
    await fetch(`${s3}/models`, { method: "PUT" });
    heldParts = async () => {
      const listed = await (await fetch(`${s3}/models?uploads`)).text();
      if (!listed.includes("ListMultipartUploadsResult")) throw new Error(listed);
      return [...listed.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = ""]) => key);
    };
    destination = "s3://models/mlflow";
  }
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = ["-m", "mlflow", "server", "--host", "127.0.0.1", "--port", String(port), "--workers", "1"];
  server.push("--backend-store-uri", `sqlite:///${join(folder, "mlflow.db")}`, "--artifacts-destination", destination);
  const environment: Record<string, string> = { MLFLOW_TRACKING_URI: address };
  if (options.adminPassword !== undefined) {
    server.push("--app-name", "basic-auth");
    Object.assign(env, basicAuth(folder, options.adminPassword));
    Object.assign(environment, {
      MLFLOW_TRACKING_USERNAME: "admin",
      MLFLOW_TRACKING_PASSWORD: options.adminPassword,
    });
  }
  await started("mlflow", server, `${address}/health`);
  const [library = ""] = readdirSync(join(dirname(python), "../lib")).filter((name) => name.startsWith("python"));
  const packages = join(dirname(python), "../lib", library, "site-packages");
  return { address, python, packages, heldParts, environment, stop };
}

function basicAuth(folder: string, password: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "auth.ini");
  const lines = [
    "[mlflow]",
    "default_permission = READ",
    `database_uri = sqlite:///${join(folder, "auth.db")}`,
    "admin_username = admin",
    "auth_cache_ttl_seconds = 60",
    "authorization_function = mlflow.server.auth:authenticate_request_basic_auth",
  ];
  writeFileSync(config, `${lines.join("\n")}\n`);
  return {
    MLFLOW_AUTH_CONFIG_PATH: config,
    MLFLOW_AUTH_ADMIN_PASSWORD: password,
    MLFLOW_FLASK_SERVER_SECRET_KEY: crypto.randomUUID(),
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ status }) => status < 500,
    () => false,
  );

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // gone already
  }
}

import { setImmediate as turn } from "node:timers/promises";
import * as z from "zod";
import type { Http } from "#platform";
import type { WandbAnswer, WandbCall } from "./call.ts";
import { sendStreamTo } from "./file-stream.ts";
import { parseDocument } from "./graphql-document.ts";
import { answerDocument } from "./graphql-select.ts";
import { inProcess } from "./in-process.ts";
import { mutationRoot } from "./mutations.ts";
import { type Account, queryRoot } from "./queries.ts";
import type { Server } from "./server.ts";
import { type FakeState, newState, Refusal } from "./state.ts";
import { type Storage, storageOf } from "./storage.ts";

export interface FakeWandb {
  apiKey: string;
  account: Account;
  /** Set by whoever serves it. */
  baseUrl: string;
  state: FakeState;
  storage: Storage;
  /** Every call that came, in order. */
  calls: WandbCall[];
  /** Entities that the key may only read. */
  readOnly: Set<string>;
  /** Replaced by a test to misbehave: before the call, after it, or instead of it. What it throws breaks the connection. */
  interfere: (call: WandbCall, proceed: () => Promise<WandbAnswer>) => Promise<WandbAnswer>;
  handle(call: WandbCall): Promise<WandbAnswer>;
  /** Without a socket. */
  http: Http;
}

const bodySchema = z.strictObject({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/**
 * W&B's server as far as artifacts and runs go. Strict: operations, fields, variables, inputs that it does not know are
 * refused, and every step out of order (a commit before its files, files for a committed artifact, a wrong MD5). The real
 * Python client works against it: `test/live/wandb.test.ts`.
 */
export function fakeWandb(
  account: Account = { entity: "ent", organization: "orgent" },
  now: () => number = () => Date.UTC(2026, 0, 2, 3, 4, 5),
): FakeWandb {
  const state = newState();
  const storage = storageOf(state, () => fake.baseUrl);
  const server: Server = { state, storage, now: () => new Date(now()).toISOString().replace(/\.\d+Z$/, "Z") };
  const fake: FakeWandb = {
    apiKey: "k".repeat(40),
    account,
    baseUrl: "https://wandb.example",
    state,
    storage,
    calls: [],
    readOnly: new Set(),
    interfere: (_call, proceed) => proceed(),
    async handle(call) {
      fake.calls.push(call);
      await turn(); // others have their turn between any two calls
      return await fake.interfere(call, async () => await answer(call));
    },
    http: { send: (request) => inProcess(fake, request) },
  };

  async function answer(call: WandbCall): Promise<WandbAnswer> {
    const { pathname } = call.url;
    if (pathname.startsWith("/storage/")) return storage.serve(call.method, call.url, call.headers, call.body);
    if (pathname.startsWith("/sdk/otel/")) return { status: 200, body: "{}" };
    const key = Buffer.from(`api:${fake.apiKey}`).toString("base64");
    if (call.headers.get("authorization") !== `Basic ${key}`)
      return json(401, { errors: [{ message: "user is not logged in", extensions: { code: "UNAUTHENTICATED" } }] });
    if (pathname === "/graphql" && call.method === "POST") return await graphql(call);
    if (/^\/files\/.+\/file_stream$/.test(pathname) && call.method === "POST") return sendStreamTo(state, call);
    return { status: 404, headers: { "content-type": "text/html" }, body: "<html>not found</html>" };
  }

  async function graphql({ body }: WandbCall): Promise<WandbAnswer> {
    const parsed = bodySchema.safeParse(JSON.parse(Buffer.from(body).toString("utf8")));
    if (!parsed.success) return json(400, { errors: [{ message: z.prettifyError(parsed.error) }] });
    const { query, variables, operationName } = parsed.data;
    try {
      const document = parseDocument(query);
      if (operationName && operationName !== document.name) throw new Error(`Unknown operation "${operationName}".`);
      const forbidden =
        document.type === "mutation" && [...entitiesIn(variables)].some((one) => fake.readOnly.has(one));
      if (forbidden)
        return json(200, {
          data: null,
          errors: [{ message: "permission denied", extensions: { code: "PERMISSION_ERROR" } }],
        });
      const root = document.type === "query" ? queryRoot(server, account) : mutationRoot(server);
      return json(200, { data: await answerDocument(document, root, variables ?? {}) });
    } catch (error) {
      const status = error instanceof Refusal ? 200 : 400;
      return json(status, { data: null, errors: [{ message: (error as Error).message }] });
    }
  }
  return fake;
}

const json = (status: number, body: unknown): WandbAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

function* entitiesIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if ((key === "entityName" || key === "entity") && typeof one === "string") yield one;
    yield* entitiesIn(one);
  }
}

import { type Fetch, openWandb, upsertRun, type Wandb, type WandbConfig } from "#wandb-ts";
import { type FakeClock, fakeClock } from "../fake-clock.ts";
import { type FakeWandb, fakeWandb } from "./fake-wandb.ts";

export const testPlace = { entity: "ent", project: "llm", collection: "mail" };

export interface TestWandb {
  fake: FakeWandb;
  clock: FakeClock;
  /** Without sockets; pauses take no time. */
  wandb: Wandb;
  /** With Node's fetch, clock and files, but for what is told. */
  open(config?: Partial<WandbConfig>): Wandb;
  inProcess: Fetch;
}

/** The library in front of the fake, with a run `r`. */
export async function openTestWandb(): Promise<TestWandb> {
  const fake = fakeWandb();
  const clock = fakeClock();
  const inProcess = fetchOf(fake);
  const open = (config: Partial<WandbConfig> = {}): Wandb =>
    openWandb({ apiKey: fake.apiKey, baseUrl: fake.baseUrl, random: () => 0.5, ...config });
  const wandb = open({ fetch: inProcess, clock });
  await upsertRun(wandb, { entity: "ent", project: "llm", id: "r" });
  fake.calls.length = 0;
  return { fake, clock, wandb, open, inProcess };
}

/** The library's fetch in front of the fake, without a socket. */
export const fetchOf =
  (fake: FakeWandb): Fetch =>
  async (url, init) => {
    const { status, headers, body } = await fake.http.send({ url, ...init });
    return { status, headers: { get: (name) => headers.get(name) ?? null }, body };
  };

import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type FakeWandb,
  fakeClock,
  fetchOf,
  openTestWandb,
  testPlace as place,
  serveWandb,
  wandbOrphans,
} from "../../../testing/src/index.ts";
import { openWandb, type Wandb } from "../client/client.ts";
import type { Fetch } from "../client/ports.ts";
import { downloadFiles } from "./download-artifact.ts";
import { draftFile, draftText } from "./files.ts";
import { findArtifact, findByDigest } from "./find-artifact.ts";
import { listVersions } from "./list-versions.ts";
import { readManifest } from "./read-manifest.ts";
import { type ArtifactDraft, saveArtifact } from "./save-artifact.ts";

const draft = (files: Record<string, string>, more: Partial<ArtifactDraft> = {}): ArtifactDraft => ({
  ...place,
  type: "model",
  run: "r",
  files: Object.entries(files).map(([path, text]) => draftText(path, text)),
  ...more,
});

describe("saving an artifact", () => {
  it("says what the official client says, in its order", async () => {
    const { fake, wandb } = await openTestWandb();
    await saveArtifact(wandb, draft({ "a.bin": "a".repeat(1000), "sub/c.json": "{}" }));
    expect(fake.calls.map(({ method, operation }) => operation ?? method)).toEqual([
      "CreateArtifact",
      "CreateArtifactManifest",
      "CreateArtifactFiles",
      "PUT",
      "PUT",
      "CreateArtifactManifest",
      "PUT",
      "CommitArtifact",
    ]);
  });

  it("makes one version of the same files, whatever their order, and gives it the new aliases", async () => {
    const { wandb } = await openTestWandb();
    const first = await saveArtifact(wandb, draft({ a: "1", b: "2" }, { aliases: ["staging"] }));
    const again = await saveArtifact(wandb, draft({ b: "2", a: "1" }, { aliases: ["champion"] }));
    expect(again).toEqual({ id: first.id, created: false, uploadedFiles: 0 });
    const found = await findArtifact(wandb, { ...place, selector: "champion" });
    expect(found).toMatchObject({ id: first.id, index: 0, aliases: ["staging", "latest", "champion"] });
    const { digest } = found as { digest: string };
    expect((await findByDigest(wandb, { ...place, type: "model" }, digest))?.id).toBe(first.id);
    expect(await findByDigest(wandb, { ...place, type: "model" }, "0".repeat(32))).toBeUndefined();
    expect(await findArtifact(wandb, { ...place, selector: "nobody" })).toBeUndefined();
    expect(await findArtifact(wandb, { ...place, project: "none", selector: "latest" })).toBeUndefined();
  });

  it("sends only what changed since the base, and points to the rest where it was born", async () => {
    const { fake, wandb } = await openTestWandb();
    const { id } = await saveArtifact(wandb, draft({ a: "1", b: "2", c: "3" }));
    const found = await findArtifact(wandb, { ...place, selector: "latest" });
    const { entries } = await readManifest(wandb, found as never);
    fake.calls.length = 0;
    const next = await saveArtifact(wandb, draft({ a: "1", b: "changed", moved: "3" }, { base: { id, entries } }));
    expect(next.uploadedFiles).toBe(2);
    const put = fake.calls.filter(({ method, url }) => method === "PUT" && url.pathname.includes("artifacts"));
    expect(put.map(({ body }) => String(body)).sort()).toEqual(["3", "changed"]);
    const latest = await findArtifact(wandb, { ...place, selector: "v1" });
    const births = (await readManifest(wandb, latest as never)).entries.map((entry) => [
      entry.path,
      entry.birthArtifactId,
    ]);
    expect(births).toEqual([
      ["a", id],
      ["b", next.id],
      ["moved", next.id],
    ]);
  });

  it("goes on after a death before any of its calls, with one version and nothing left over", async () => {
    let calls = 0;
    for (let died = true; died; ) {
      calls += 1;
      const { fake, wandb } = await openTestWandb();
      let left = calls;
      fake.interfere = async (_call, proceed) => {
        left -= 1;
        if (left <= 0) throw new Error("killed");
        return await proceed();
      };
      died = await saveArtifact(wandb, draft({ a: "1", b: "2" })).then(
        () => false,
        () => true,
      );
      fake.interfere = (_call, proceed) => proceed();
      await saveArtifact(wandb, draft({ a: "1", b: "2" }));
      const versions = [];
      for await (const { index } of listVersions(wandb, { ...place, type: "model" })) versions.push(index);
      expect(versions).toEqual([0]);
      expect(wandbOrphans(fake).filter((one) => !one.startsWith("run"))).toEqual([]);
    }
    expect(calls).toBe(9);
  });

  it("refuses before the first call what W&B would not take", async () => {
    const { fake, wandb } = await openTestWandb();
    for (const bad of [
      draft({ "../a": "1" }),
      draft({ "/a": "1" }),
      draft({}),
      draft({ a: "1" }, { collection: "a/b" }),
      draft({ a: "1" }, { type: "wandb-x" }),
      draft({ a: "1" }, { aliases: ["v1"] }),
      draft({ a: "1" }, { metadata: Object.fromEntries(Array.from({ length: 101 }, (_, key) => [`k${key}`, 1])) }),
    ])
      await expect(saveArtifact(wandb, bad)).rejects.toMatchObject({ code: "bad-name" });
    expect(fake.calls).toEqual([]);
  });

  it("takes many files, and empty ones, and pages through what it lists", async () => {
    const { wandb } = await openTestWandb();
    const files = Object.fromEntries(
      Array.from({ length: 130 }, (_, index) => [`f/${index}`, index === 7 ? "" : `${index}`]),
    );
    await saveArtifact(wandb, draft(files));
    for (let version = 1; version < 105; version++) await saveArtifact(wandb, draft({ a: String(version) }));
    const versions = [];
    for await (const { index } of listVersions(wandb, { ...place, type: "model" })) versions.push(index);
    expect(versions).toHaveLength(105);
    const found = await findArtifact(wandb, { ...place, selector: "v0" });
    const { entries } = await readManifest(wandb, found as never);
    const folder = await mkdtemp(join(tmpdir(), "wandb-ts-"));
    await downloadFiles(wandb, place, "v0", entries, folder);
    expect(await readdir(join(folder, "f"))).toHaveLength(130);
    expect(await readFile(join(folder, "f/7"), "utf8")).toBe("");
    expect(await readFile(join(folder, "f/129"), "utf8")).toBe("129");
  });
});

describe("downloading", () => {
  it("goes on when an address ran out or a transfer broke off in the middle", async () => {
    const { fake, wandb } = await openTestWandb();
    await saveArtifact(wandb, draft({ a: "1".repeat(1000), b: "2" }));
    const found = await findArtifact(wandb, { ...place, selector: "latest" });
    const { entries } = await readManifest(wandb, found as never);
    const folder = await mkdtemp(join(tmpdir(), "wandb-ts-"));
    let gets = 0;
    fake.interfere = async (call, proceed) => {
      if (call.method !== "GET") return await proceed();
      gets += 1;
      if (gets === 2) fake.storage.expire();
      return await proceed();
    };
    await downloadFiles(wandb, place, "v0", entries, folder);
    expect(gets).toBe(3);
    expect((await readdir(folder)).sort()).toEqual(["a", "b"]);

    let breaks = 0;
    const torn: typeof wandb = openTorn(fake, () => breaks++ < 2);
    await downloadFiles(torn, place, "v0", entries, join(folder, "again"));
    expect(await readFile(join(folder, "again/a"), "utf8")).toBe("1".repeat(1000));
    expect(breaks).toBeGreaterThan(2);
  });
});

/** A line that breaks in the middle of what comes from the store, while it is told to. */
function openTorn(fake: FakeWandb, breaks: () => boolean): Wandb {
  const whole = fetchOf(fake);
  const fetch: Fetch = async (url, init) => {
    const answer = await whole(url, init);
    if (init.method !== "GET" || !breaks()) return answer;
    const body = (async function* () {
      for await (const chunk of answer.body) yield chunk.subarray(0, chunk.length / 2);
      throw Object.assign(new Error("terminated"), { code: "ECONNRESET" });
    })();
    return { ...answer, body };
  };
  return openWandb({ apiKey: fake.apiKey, baseUrl: fake.baseUrl, fetch, clock: fakeClock() });
}

describe("Node's own fetch, clock and files", () => {
  it("send a file from the disk in parts and bring it back, and leave nothing of a bad one", async () => {
    const { fake, open } = await openTestWandb();
    const server = await serveWandb(fake);
    try {
      const wandb = open({ baseUrl: server.url, multipartBytes: 50_000, partBytes: 30_000 });
      const folder = await mkdtemp(join(tmpdir(), "wandb-ts-"));
      const content = Buffer.alloc(100_000, "0123456789abc");
      await writeFile(join(folder, "big.bin"), content);
      const also = createHash("sha256");
      const file = await draftFile(wandb.files, join(folder, "big.bin"), "big.bin", { ...wandb, also });
      expect(also.digest("hex")).toBe(createHash("sha256").update(content).digest("hex"));
      expect(file.parts?.map(({ start, end }) => [start, end])).toEqual([
        [0, 30_000],
        [30_000, 60_000],
        [60_000, 90_000],
        [90_000, 100_000],
      ]);
      await saveArtifact(wandb, draft({}, { files: [file] }));
      const found = await findArtifact(wandb, { ...place, selector: "latest" });
      const { entries } = await readManifest(wandb, found as never);
      await downloadFiles(wandb, place, "v0", entries, join(folder, "back"));
      expect(await readFile(join(folder, "back/big.bin"))).toEqual(content);

      for (const [key, bytes] of fake.state.blobs)
        if (key.startsWith("wandb_artifacts")) fake.state.blobs.set(key, Buffer.from(bytes).fill("x", 5, 6));
      await expect(downloadFiles(wandb, place, "v0", entries, join(folder, "bad"))).rejects.toMatchObject({
        code: "corrupt",
        message: expect.stringContaining("big.bin has another MD5"),
      });
      expect(await readdir(join(folder, "bad"))).toEqual([]);
      expect(
        fake.calls.filter(({ url, headers }) => url.pathname.startsWith("/storage/") && headers.has("authorization")),
      ).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

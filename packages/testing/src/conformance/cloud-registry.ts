import { appendFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Http } from "#platform";
import type { Registry } from "#registry";
import type { FakeClock } from "../fake-clock.ts";
import type { CloudCall, CloudFault, FakeCloud } from "../fake-cloud/call.ts";
import type { Inspection } from "../fake-cloud/inspect.ts";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { sampleMetadata } from "../sample-metadata.ts";
import { sampleModel } from "../sample-model.ts";
import { lostAnswers } from "./lost-answers.ts";
import { tamperedBucket } from "./tampered-bucket.ts";

export interface CloudRegistryUnderTest extends RegistryUnderTest, Pick<Inspection, "rewrite"> {
  fake: FakeCloud;
  clock: FakeClock;
  openWith(changed: { http?: Http; config?: { blockBytes?: number } }): Registry;
}

export interface CloudFacts {
  provider: string;
  /** Blocks that the store takes, in bytes. */
  blockBytes: number;
  /** Whether a call sends bytes of a model's file. */
  isUpload(call: CloudCall): boolean;
  /** Calls that a release makes at least. */
  calls: number;
}

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });
const changesSomething = ({ method }: CloudCall): boolean => method !== "GET";

/** What a registry at a cloud has to stand. */
export function cloudRegistryFaults(
  name: string,
  newRegistry: () => Promise<CloudRegistryUnderTest>,
  { provider, blockBytes, isUpload, calls }: CloudFacts,
): void {
  lostAnswers(name, newRegistry, calls);

  tamperedBucket(name, newRegistry, provider);

  describe(`registry ${name}, when the cloud fails now and then`, () => {
    it("sets an alias and takes it away the same when the answer to any one call is lost", async () => {
      const model = await sampleModel("one");
      for (const lost of ["before", "after"] as const) {
        let reached = true;
        for (let order = 1; reached; order += 1) {
          const { fake, open } = await newRegistry();
          await open().register(candidate(model));
          const start = fake.calls.length;
          fake.fault = (_, count) => (count === start + order ? { lost } : undefined);
          await open().setAlias("mail", "champion", "1.0.0", undefined);
          expect((await open().find("mail@champion"))?.version).toBe("1.0.0");
          await open().removeAlias("mail", "champion", "1.0.0");
          reached = fake.calls.length - start >= order;
          fake.fault = () => undefined;
          expect(await open().find("mail@champion")).toBeUndefined();
        }
      }
    });

    it("comes back when it is told to, and not before", async () => {
      const { fake, clock, open } = await newRegistry();
      const before = clock.now();
      let busy = 2;
      fake.fault = (call) => {
        if (!isUpload(call) || busy === 0) return undefined;
        busy -= 1;
        return { status: 429, headers: { "retry-after": "30" }, body: "slow down" };
      };
      await open().register(candidate(await sampleModel("one")));
      expect(busy).toBe(0);
      expect(clock.now() - before).toBeGreaterThanOrEqual(30_000);
      expect(clock.now() - before).toBeLessThan(70_000);
    });

    it("gives up after a storm of errors, of any kind, as something to try later", async () => {
      const storms: CloudFault[] = [
        { status: 500, body: "oops" },
        { status: 503, headers: { "content-type": "text/html" }, body: "<html><h1>Service Unavailable</h1></html>" },
        { lost: "before" },
      ];
      for (const storm of storms) {
        const { fake, open } = await newRegistry();
        await open().register(candidate(await sampleModel("one")));
        const before = fake.calls.length;
        fake.fault = () => storm;
        const failed = await open()
          .list("mail")
          .catch((error) => error);
        expect(failed).toMatchObject({ provider, retryable: true });
        expect(failed.message).not.toContain("<h1>");
        expect(fake.calls.length - before).toBeLessThan(8);
      }
    });

    it("leaves nothing behind that is seen when it fails in the middle of an upload, and ends well the next time", async () => {
      const { fake, open, openAfterDeath, orphans } = await newRegistry();
      const model = await sampleModel("one");
      let uploads = 0;
      fake.fault = (call) => {
        uploads += isUpload(call) ? 1 : 0;
        return isUpload(call) && uploads > 1 ? { status: 503 } : undefined;
      };
      await expect(open().register(candidate(model))).rejects.toMatchObject({ provider, retryable: true });
      fake.fault = () => undefined;
      expect(await open().list("mail")).toEqual([]);
      expect(await openAfterDeath().register(candidate(model))).toMatchObject({ version: { version: "1.0.0" } });
      expect(await orphans()).toEqual([]);
    });

    it("goes on with a large file where its upload was cut, and its download too", async () => {
      const { fake, openWith } = await newRegistry();
      const folder = await sampleModel("one");
      const bytes = Buffer.alloc(blockBytes * 3 + 1234, "weights ");
      await writeFile(join(folder, "model.gguf"), bytes);
      let cuts = 0;
      fake.fault = (call) => {
        if (!isUpload(call) || call.body.length < blockBytes || cuts === 2) return undefined;
        cuts += 1;
        return { cutAfter: blockBytes - 7 };
      };
      const registry = openWith({ config: { blockBytes } });
      const { version } = await registry.register(candidate(folder));
      expect(cuts).toBe(2);
      let reads = 0;
      const ranges: (string | undefined)[] = [];
      fake.fault = ({ method, url, headers }) => {
        if (method !== "GET" || !decodeURIComponent(url.pathname).endsWith("/model.gguf")) return undefined;
        ranges.push(headers.get("range"));
        reads += 1;
        return reads < 3 ? { cutAfter: 1000 } : undefined;
      };
      const fetched = await registry.fetch(version);
      expect(ranges).toEqual([undefined, "bytes=1000-", "bytes=2000-"]);
      expect((await readFile(join(fetched, "model.gguf"))).equals(bytes)).toBe(true);
    });

    it("moves no bytes the second time", async () => {
      const { fake, open } = await newRegistry();
      const model = await sampleModel("one");
      await open().register(candidate(model));
      const sent: string[] = [];
      fake.fault = (call) => {
        if (changesSomething(call) && !/token$/.test(call.url.pathname)) sent.push(call.url.pathname);
        return undefined;
      };
      expect(await open().register(candidate(model))).toMatchObject({ created: false });
      expect(sent).toEqual([]);
    });

    it("refuses a file that changed while it was sent, and keeps nothing of it", async () => {
      const { fake, open, orphans } = await newRegistry();
      const model = await sampleModel("one");
      fake.fault = (call) => {
        // before the answer comes: the file is longer when its sending has ended
        if (isUpload(call) && call.body.includes("gguf one")) appendFileSync(join(model, "model.gguf"), " and more");
        return undefined;
      };
      await expect(open().register(candidate(model))).rejects.toMatchObject({ code: "model-changed" });
      expect(await open().list("mail")).toEqual([]);
      expect(await orphans()).toEqual([]);
    });
  });
}

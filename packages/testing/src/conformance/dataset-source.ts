import { describe, expect, it } from "vitest";
import type { DatasetSource } from "#contracts";
import type { DatasetProvider, SourcePlace } from "#datasets";

export interface DatasetSourceUnderTest {
  provider: DatasetProvider;
  place: SourcePlace;
  /** What the provider is asked for, and one that is nowhere. */
  config: DatasetSource;
  missing: DatasetSource;
  /** Content of the source as the provider left it on this machine. */
  read(path: string): Promise<string>;
  content: string;
  /** Another content under the same name; undefined where a name can never mean other bytes. */
  change?(): Promise<unknown>;
  /** Paths of the cache, for what an interrupted fetch may leave. */
  cached(): Promise<string[]>;
}

/** What every source of raw data has to keep; `newSource` is called once for each test. */
export function datasetSourceConformance(name: string, newSource: () => Promise<DatasetSourceUnderTest>): void {
  describe(`raw data from ${name}`, () => {
    it("come with what they were pinned to, the same every time", async () => {
      const { provider, config, place, read, content } = await newSource();
      const first = await provider.fetch(config, place);
      expect(await read(first.path)).toBe(content);
      expect(first.pinned).toMatchObject({ kind: config.kind, name: expect.any(String), version: expect.any(String) });
      expect(first.pinned.integrity).toMatch(/^sha(256|512)-[A-Za-z0-9+/]+=*$/);
      expect(await provider.fetch(config, place)).toEqual(first);
    });

    it("that are not there are named, and leave nothing", async () => {
      const { provider, missing, place, cached } = await newSource();
      const before = await cached();
      await expect(provider.fetch(missing, place)).rejects.toMatchObject({
        code: expect.stringMatching(/^source-(missing|unreachable)$/),
        provider: missing.kind,
      });
      expect(await cached()).toEqual(before);
    });

    it("that changed under their name have another integrity", async () => {
      const { provider, config, place, change } = await newSource();
      const { pinned } = await provider.fetch(config, place);
      await change?.();
      const again = (await provider.fetch(config, place)).pinned;
      expect(again.integrity === pinned.integrity).toBe(change === undefined);
    });

    it("are fetched by two at once as by one", async () => {
      const { provider, config, place, read, content } = await newSource();
      const [left, right] = await Promise.all([provider.fetch(config, place), provider.fetch(config, place)]);
      expect(left).toEqual(right);
      expect(await read(left.path)).toBe(content);
    });
  });
}

import { describe, expect, it } from "vitest";
import type { ModelVersion } from "#registry";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { releaseModel } from "../release-model.ts";
import { sampleMetadata } from "../sample-metadata.ts";
import { sampleModel } from "../sample-model.ts";

/** A fake that counts its calls, and may fail any of them. */
interface Failing {
  calls: string[];
  fault: (call: never, count: number) => unknown;
}

export interface LosingRegistry extends RegistryUnderTest {
  fake: Failing;
}

/** What a release leaves, whatever happened on the way. */
export async function requireReleased({ open, orphans }: RegistryUnderTest): Promise<void> {
  const left = await open().list("mail");
  expect(left.map(({ version, aliases }) => [version, aliases])).toEqual([["1.1.0", ["champion"]]]);
  expect(await open().promotions("mail")).toHaveLength(1);
  expect(await open().attached(left[0] as ModelVersion, "evaluation.json")).toBe("{}");
  await expect(open().fetch(left[0] as ModelVersion)).resolves.toMatch(/./);
  expect(await orphans()).toEqual([]);
}

/**
 * A whole release, from the bytes to the removal of the oldest version, of which the answer to one call is lost: each call
 * in turn, before and after it had effect. The release itself ends well, and leaves what it leaves without the loss.
 * @param calls that a release makes at least
 */
export function lostAnswers(name: string, newRegistry: () => Promise<LosingRegistry>, calls: number): void {
  describe(`a release to ${name}`, () => {
    it.each(["before", "after"] as const)(
      "ends the same when the answer to any one call is lost, %s it had effect",
      async (lost) => {
        const [one, two] = [await sampleModel("one"), await sampleModel("two")];
        let order = 0;
        for (let reached = true; reached; ) {
          order += 1;
          const registry = await newRegistry();
          const { fake, open, openAfterDeath } = registry;
          await open().register({ name: "mail", folder: one, bump: "minor", metadata: sampleMetadata });
          await open().setAlias("mail", "champion", "1.0.0", undefined);
          const start = fake.calls.length;
          fake.fault = (_, count) => (count === start + order ? { lost } : undefined);
          const released = releaseModel(open(), two);
          await expect(released, `call ${order}: ${fake.calls[start + order - 1]}`).resolves.toBeUndefined();
          reached = fake.calls.length - start >= order;
          fake.fault = () => undefined;
          // what a lost answer left twice, the next run clears away
          await releaseModel(openAfterDeath(), two);
          await requireReleased(registry);
        }
        expect(order).toBeGreaterThan(calls);
      },
    );
  });
}

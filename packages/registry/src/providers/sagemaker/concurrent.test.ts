import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { ModelVersion } from "#registry";
import {
  dyingAws,
  type SageMakerUnderTest,
  sageMakerUnderTest,
  sampleMetadata,
  sampleModel,
  seededRandom,
} from "#testing";

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

/** What SageMaker's own users see of a version. */
const shown = ({ fake }: SageMakerUnderTest, version: string): Record<string, unknown> => {
  const found = [...fake.control.packages.values()].find(({ given }) =>
    String(given["ModelPackageDescription"]).startsWith(`${version},`),
  );
  return found?.given ?? {};
};

async function withVersions(count: number) {
  const aws = await sageMakerUnderTest();
  for (const weight of ["one", "two", "three", "four"].slice(0, count))
    await aws.open().register(candidate(await sampleModel(weight)));
  return aws;
}

describe("uploads of several machines at once", () => {
  it("are one version when machines register the same ones in the same moment", async () => {
    const { open, fake, orphans } = await sageMakerUnderTest();
    const folder = await sampleModel("one");
    const made = await Promise.all([1, 2, 3].map(() => open().register(candidate(folder))));
    expect(new Set(made.map(({ version }) => version.version))).toEqual(new Set(["1.0.0"]));
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(fake.control.packages.size).toBe(1);
    expect(await orphans()).toEqual([]);
  });

  it("of an upload that shows life are left alone; of one that does not they go, and its slow owner is told", async () => {
    for (const [seconds, dead] of [
      [300, false],
      [900, true],
    ] as const) {
      const { open, fake, deps, orphans } = await sageMakerUnderTest();
      const clock = deps.clock as unknown as { advance(ms: number): void };
      let waited = false;
      fake.interfere = async ({ operation, url }, proceed) => {
        const answer = await proceed();
        if (operation !== "PutObject" || !url.includes("model.tar.gz") || waited) return answer;
        waited = true;
        clock.advance(seconds * 1000);
        await open().register(candidate(await sampleModel("quick")));
        return answer;
      };
      const slow = open().register(candidate(await sampleModel("slow")));
      if (dead) await expect(slow).rejects.toMatchObject({ code: "upload-abandoned", retryable: true });
      else expect(await slow).toMatchObject({ created: true });
      expect(await orphans()).toEqual([]);
    }
  });

  it("evidence that comes while its version is removed is refused, and leaves nothing", async () => {
    for (const moment of ["evidence-archive", "evidence/"]) {
      const aws = await withVersions(2);
      const version = (await aws.open().find("mail@1.0.0")) as ModelVersion;
      let once = false;
      aws.fake.interfere = async ({ operation, url }, proceed) => {
        if (operation === "PutObject" && url.includes(moment) && !once) {
          once = true;
          await aws.open().remove(version);
        }
        return await proceed();
      };
      const refused = { code: "model-not-found" };
      await expect(aws.open().attach(version, "evaluation.json", "{}")).rejects.toMatchObject(refused);
      expect(once).toBe(true);
      expect(await aws.orphans()).toEqual([]);
    }
  });

  it("an upload that is being cleared away becomes no version any more", async () => {
    const aws = await sageMakerUnderTest();
    const clock = aws.deps.clock as unknown as { advance(ms: number): void };
    const slowOwner = Promise.withResolvers<void>();
    const clearing = Promise.withResolvers<void>();
    aws.fake.interfere = async ({ operation, url }, proceed) => {
      if (operation === "PutObject" && url.includes("model.json")) {
        clock.advance(900_000);
        void aws.open().register(candidate(await sampleModel("quick")));
        await clearing.promise;
      }
      if (operation === "DeleteObject") {
        clearing.resolve();
        await slowOwner.promise;
      }
      return await proceed();
    };
    const registered = aws.open().register(candidate(await sampleModel("slow")));
    const settled = registered.then(
      () => "registered",
      (error) => error.code,
    );
    await clearing.promise;
    for (let turns = 0; turns < 200; turns++) await turn();
    aws.fake.interfere = (_call, proceed) => proceed();
    slowOwner.resolve();
    expect(await settled).toBe("upload-abandoned");
    for (const version of await aws.open().list("mail")) await aws.open().fetch(version);
  });
});

describe("the record under several writers", () => {
  it("loses no change, however many change it at once", async () => {
    const aws = await withVersions(4);
    const versions = ["1.0.0", "1.1.0", "1.2.0", "1.3.0"];
    await Promise.all(
      versions.flatMap((version, index) =>
        ["red", "green", "blue"].map((color) => aws.open().setAlias("mail", `${color}-${index}`, version, undefined)),
      ),
    );
    for (const [index, version] of versions.entries()) {
      const aliases = [`blue-${index}`, `green-${index}`, `red-${index}`];
      expect((await aws.open().find(`mail@${version}`))?.aliases).toEqual(aliases);
      expect(shown(aws, version)["CustomerMetadataProperties"]).toMatchObject({
        "genai-mlops.aliases": aliases.join(" "),
      });
    }
    expect(await aws.orphans()).toEqual([]);
  });

  it("is what packages show in the end, whoever of many releases is slow", async () => {
    const aws = await withVersions(3);
    await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
    let held: (() => void) | undefined;
    // the first writer's approval comes only after another moved the champion on
    aws.fake.interfere = async ({ operation }, proceed) => {
      if (operation === "UpdateModelPackage" && held === undefined)
        await new Promise<void>((resolve) => {
          held = resolve;
        });
      return await proceed();
    };
    const slow = aws.open().setAlias("mail", "champion", "1.1.0", "1.0.0");
    while (held === undefined) await new Promise((resolve) => setImmediate(resolve));
    await aws.open().setAlias("mail", "champion", "1.2.0", "1.1.0");
    (held as () => void)();
    await slow;
    const approved = ["1.0.0", "1.1.0", "1.2.0"].map((version) => shown(aws, version)["ModelApprovalStatus"]);
    expect(approved).toEqual(["PendingManualApproval", "PendingManualApproval", "Approved"]);
  });

  it("lets one of many releases move the champion, however their calls fall between each other", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const aws = await withVersions(4);
      await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
      const random = seededRandom(seed);
      aws.fake.interfere = async (_call, proceed) => {
        for (let turns = random.uniform() * 6; turns > 0; turns--) await turn();
        return await proceed();
      };
      const targets = ["1.1.0", "1.2.0", "1.3.0"];
      const moved = await Promise.allSettled(
        targets.map((version) => aws.open().setAlias("mail", "champion", version, "1.0.0")),
      );
      const won = targets.filter((_, index) => moved[index]?.status === "fulfilled");
      expect([seed, won.length]).toEqual([seed, 1]);
      expect((await aws.open().find("mail@champion"))?.version).toBe(won[0]);
      const approved = ["1.0.0", ...targets].filter(
        (version) => shown(aws, version)["ModelApprovalStatus"] === "Approved",
      );
      expect([seed, approved]).toEqual([seed, won]);
    }
  });

  it("keeps promotions in the order of all writers, and finds one that was taken away", async () => {
    const aws = await withVersions(1);
    const { digest } = (await aws.open().find("mail@1.0.0")) as ModelVersion;
    const promotion = { time: "t", version: "1.0.0", digest, previous: null, evidence: {}, forced: null, run: "r" };
    await Promise.all(["a", "b", "c"].map((actor) => aws.open().recordPromotion("mail", { ...promotion, actor })));
    const actors = (await aws.open().promotions("mail")).map(({ actor }) => actor);
    expect([...actors].sort()).toEqual(["a", "b", "c"]);
    aws.fake.s3.objects.delete("llm/mail/promotions/00000002.json");
    await expect(aws.open().promotions("mail")).rejects.toMatchObject({ code: "registry-corrupt" });
  });
});

describe("a register that dies", () => {
  it("between number and package is ended by the next one of another model", async () => {
    const aws = await sageMakerUnderTest();
    for (let calls = 1; ; calls++) {
      const dying = aws.openBy({ http: dyingAws(aws.fake.http, calls) });
      const died = await dying.register(candidate(await sampleModel(`dying ${calls}`))).then(
        () => false,
        () => true,
      );
      await aws.openAfterDeath().register(candidate(await sampleModel(`next ${calls}`)));
      expect(await aws.orphans()).toEqual([]);
      if (!died) break;
    }
    const numbers = (await aws.open().list("mail")).map(({ version }) => version);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

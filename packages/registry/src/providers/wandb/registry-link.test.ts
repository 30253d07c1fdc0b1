import { describe, expect, it } from "vitest";
import type { Http } from "#platform";
import type { ModelVersion } from "#registry";
import { dyingWandb, sampleMetadata, sampleModel, wandbUnderTest } from "#testing";
import { wandbRegistry } from "./index.ts";

const newRegistry = () => wandbUnderTest(wandbRegistry);
const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

describe("versions at W&B", () => {
  it("are linked into a registry of the organization where one is told, and their aliases follow there", async () => {
    const { openBy, fake, orphans } = await newRegistry();
    const open = (registry: string | undefined = "model") => openBy(fake.http, "llm", { registry });
    const shown = (): [string, string | undefined][] => {
      const held = fake.state.projects.get("orgent/wandb-registry-model")?.collections.get("mail");
      return [...(held?.aliases ?? [])].map(([alias, { id }]) => [alias, ids.get(id)] as [string, string]).sort();
    };
    const ids = new Map<string, string>();
    const models = [await sampleModel("one"), await sampleModel("two")] as const;
    for (const [index, folder] of models.entries()) {
      await openBy(fake.http).register(candidate(folder));
      const [, found] = [...fake.state.artifacts].filter(([, one]) => one.sequence.name === "mail").at(-1) ?? [];
      ids.set(found?.id as string, `1.${index}.0`);
    }
    await openBy(fake.http).setAlias("mail", "champion", "1.0.0", undefined);
    expect(shown()).toEqual([]);
    // the next register links what there is
    await open().register(candidate(models[1]));
    const both = [
      ["1.0.0", "1.0.0"],
      ["1.1.0", "1.1.0"],
    ];
    expect(shown()).toEqual([...both, ["champion", "1.0.0"], ["latest", "1.1.0"]]);
    fake.calls.length = 0;
    await open().register(candidate(models[1]));
    expect(fake.calls.map(({ operation }) => operation)).not.toContain("LinkArtifact");
    await open().setAlias("mail", "champion", "1.1.0", "1.0.0");
    expect(shown()).toEqual([...both, ["champion", "1.1.0"], ["latest", "1.1.0"]]);
    await open().removeAlias("mail", "champion", "1.1.0");
    expect(shown()).toEqual([...both, ["latest", "1.1.0"]]);
    await open().remove((await open().find("mail@1.1.0")) as ModelVersion);
    expect(shown()).toEqual([
      ["1.0.0", "1.0.0"],
      ["latest", "1.0.0"],
    ]);
    expect(await orphans()).toEqual([]);
    await open("orgent/model").setAlias("mail", "champion", "1.0.0", undefined);
    expect(shown()).toContainEqual(["champion", "1.0.0"]);
    for (const bad of ["", "a/b/c", "wandb-registry-model"])
      expect(() => open(bad)).toThrow(expect.objectContaining({ code: "bad-registry-uri" }));
  });

  it("are linked, and their aliases follow, whenever a run is killed on the way and made again", async () => {
    const folder = await sampleModel("one");
    let died = true;
    for (let calls = 1; died; calls += 1) {
      const { openBy, fake } = await newRegistry();
      const more = { registry: "model" };
      const released = async (http: Http): Promise<void> => {
        const registry = openBy(http, "llm", more);
        await registry.register(candidate(folder));
        await registry.setAlias("mail", "champion", "1.0.0", (await registry.find("mail@champion"))?.version);
      };
      died = await released(dyingWandb(fake.http, calls)).then(
        () => false,
        () => true,
      );
      await released(fake.http);
      const held = fake.state.projects.get("orgent/wandb-registry-model")?.collections.get("mail");
      expect([...(held?.aliases.keys() ?? [])].sort()).toEqual(["1.0.0", "champion", "latest"]);
      expect(held?.members).toHaveLength(1);
    }
  });
});

import { expect, it } from "vitest";
import { gitRegistryUnderTest, sampleMetadata, sampleModel } from "#testing";
import { gitRegistry } from "./index.ts";

it("in mode pull-request takes nothing away that people merged, and has nothing to do where they did not", async () => {
  const { open, openWith } = await gitRegistryUnderTest(gitRegistry);
  const candidate = { name: "mail", bump: "minor" as const, metadata: sampleMetadata };
  await open().register({ ...candidate, folder: await sampleModel("one") });
  const proposing = () => openWith({}, { mode: "pull-request" });
  await proposing().removeAlias("mail", "champion", "1.0.0");
  await open().setAlias("mail", "champion", "1.0.0", undefined);
  await expect(proposing().removeAlias("mail", "champion", "9.9.9")).rejects.toMatchObject({ code: "alias-moved" });
  await expect(proposing().removeAlias("mail", "champion", "1.0.0")).rejects.toMatchObject({
    code: "git-forbidden",
    hint: "revert that merge",
  });
  expect((await open().find("mail@champion"))?.version).toBe("1.0.0");
});

import { dyingAws, sageMakerServingUnderTest, servingDeaths } from "#testing";
import type { Serving } from "../../serving.ts";

/** Opened at its first verb. */
function lazily(open: () => Promise<Serving>): Serving {
  const verb =
    (name: keyof Serving) =>
    async (...given: unknown[]): Promise<unknown> =>
      await ((await open())[name] as (...given: unknown[]) => Promise<unknown>)(...given);
  const names = [
    "describe",
    "deploy",
    "setWeight",
    "weights",
    "health",
    "promote",
    "rollback",
    "settle",
    "stop",
  ] as const;
  return Object.fromEntries(names.map((name) => [name, verb(name)])) as unknown as Serving;
}

servingDeaths("sagemaker", async () => {
  const world = await sageMakerServingUnderTest();
  return {
    open: () => lazily(() => world.open()),
    dying(calls) {
      const http = dyingAws(world.aws.http, calls);
      return lazily(() => world.open(http));
    },
    candidate: (name) => world.candidate(name),
    answering: () => Object.keys(world.answering()).join(" and ") || "nothing",
  };
});

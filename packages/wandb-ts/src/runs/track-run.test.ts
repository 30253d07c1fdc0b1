import { describe, expect, it } from "vitest";
import { openTestWandb } from "../../../testing/src/index.ts";
import { trackRun } from "./track-run.ts";
import { defaultEntity, upsertRun } from "./upsert-run.ts";

const draft = { entity: "ent", project: "llm", id: "tracked", config: { learning_rate: 2e-5 } };

async function tracked() {
  const test = await openTestWandb();
  const stored = () => {
    const run = test.fake.state.projects.get("ent/llm")?.runs.get("tracked");
    const lines = run?.files.get("wandb-history.jsonl") ?? [];
    return { run, history: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
  };
  return { ...test, stored };
}

describe("a tracked run", () => {
  it("has its config, its lines in order, its summary, and how it ended", async () => {
    const { wandb, clock, stored } = await tracked();
    const run = await trackRun(wandb, draft);
    expect(run.url).toBe("https://wandb.example/ent/llm/runs/tracked");
    run.log({ loss: 1 });
    clock.advance(2000);
    run.log({ loss: 0.5 }, 10);
    run.log({ loss: Number.NaN, best: Number.POSITIVE_INFINITY });
    run.summarize({ cost_usd: 3 });
    await run.finish();
    const { run: kept, history } = stored();
    expect(JSON.parse(kept?.config ?? "")).toEqual({ learning_rate: { value: 2e-5 } });
    expect(history.map((line) => [line["_step"], line["loss"], line["_runtime"]])).toEqual([
      [0, 1, 0],
      [10, 0.5, 2],
      [11, "NaN", 2],
    ]);
    expect(JSON.parse(kept?.files.get("wandb-summary.json")?.[0] ?? "")).toMatchObject({
      _step: 11,
      cost_usd: 3,
      best: "Infinity",
    });
    expect(kept?.state).toBe("finished");
  });

  it("writes a line once, also when an answer is lost, and after a death goes on behind what arrived", async () => {
    const { fake, wandb, stored } = await tracked();
    const run = await trackRun(wandb, draft);
    for (let step = 0; step < 2500; step++) run.log({ step });
    let lost = 0;
    fake.interfere = async (call, proceed) => {
      const answer = await proceed();
      if (call.url.pathname.endsWith("file_stream") && lost < 2) {
        lost += 1;
        throw new Error("ECONNRESET");
      }
      return answer;
    };
    await run.flush();
    run.log({ step: "never sent" });
    const again = await trackRun(wandb, draft);
    again.log({ step: 2500 });
    await again.finish(1);
    const { run: kept, history } = stored();
    expect(history.map((line) => line["step"])).toEqual(Array.from({ length: 2501 }, (_, step) => step));
    expect(history.at(-1)?.["_step"]).toBe(2500);
    expect(kept?.state).toBe("failed");
  });

  it("keeps what it could not send", async () => {
    const { fake, wandb, stored } = await tracked();
    const run = await trackRun(wandb, draft);
    run.log({ loss: 1 });
    fake.interfere = async () => ({ status: 500, body: "" });
    await expect(run.flush()).rejects.toMatchObject({ code: "unavailable" });
    fake.interfere = (_call, proceed) => proceed();
    await run.flush();
    expect(stored().history).toHaveLength(1);
  });

  it("is not made under an id that is none, or for nobody", async () => {
    const { fake, wandb, open, inProcess } = await tracked();
    for (const id of ["", "a/b", "x".repeat(65)])
      await expect(upsertRun(wandb, { ...draft, id })).rejects.toMatchObject({ code: "bad-name" });
    await expect(upsertRun(wandb, { ...draft, project: "a/b" })).rejects.toMatchObject({ code: "bad-name" });
    expect(await defaultEntity(wandb)).toBe("ent");
    const stranger = open({ fetch: inProcess, apiKey: "x".repeat(40) });
    await expect(defaultEntity(stranger)).rejects.toMatchObject({ code: "unauthorized" });
    const viewers = { null: "unauthorized", '{"entity":null}': "not-found" };
    for (const [viewer, code] of Object.entries(viewers)) {
      fake.interfere = async () => ({ status: 200, body: `{"data":{"viewer":${viewer}}}` });
      await expect(defaultEntity(wandb)).rejects.toMatchObject({ code });
    }
  });
});

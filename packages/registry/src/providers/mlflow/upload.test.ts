import { describe, expect, it } from "vitest";
import { type Files, type Http, nodeFiles } from "#platform";
import { mlflowCall, mlflowOnFake, sampleMetadata, sampleModel } from "#testing";

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

describe("an upload", () => {
  it("that shows life is left alone; one that does not is cleared away, and its slow owner told", async () => {
    const { fake, clock, open, openWith, orphans } = await mlflowOnFake();
    const [slow, quick] = [await sampleModel("slow"), await sampleModel("quick")];
    for (const [seconds, dead] of [
      [60, false],
      [1000, true],
    ] as const) {
      let waited = false;
      const http: Http = {
        async send(request) {
          const response = await fake.http.send(request);
          if (request.method !== "PUT" || waited) return response;
          waited = true;
          clock.advance(seconds * 1000);
          await open().register(candidate(await sampleModel(`quick ${seconds}`)));
          return response;
        },
      };
      const registered = openWith({ http }).register(candidate(dead ? quick : slow));
      if (dead) await expect(registered).rejects.toMatchObject({ code: "upload-abandoned", retryable: true });
      else expect(await registered).toMatchObject({ created: true });
    }
    expect(await orphans()).toEqual([]);
    expect(await open().register(candidate(quick))).toMatchObject({ created: true });
  });

  it("of somebody else in the same experiment is none of ours", async () => {
    const { fake, open, openAfterDeath } = await mlflowOnFake();
    await open().register(candidate(await sampleModel("one")));
    const call = (method: "GET" | "POST", path: string, body?: object) =>
      mlflowCall(fake.http, fake.address, method, `/mlflow${path}`, body);
    const own = await call("GET", "/experiments/get-by-name?experiment_name=genai-mlops/registry/mail");
    const { experiment_id } = own.answer.experiment;
    const theirs = await call("POST", "/logged-models", { experiment_id, name: "theirs" });
    await openAfterDeath().register(candidate(await sampleModel("two")));
    const left = await call("POST", "/logged-models/search", { experiment_ids: [experiment_id] });
    expect(left.answer.models).toContainEqual(theirs.answer.model);
  });

  it("shows life while a long file goes", async () => {
    const { fake, clock, openWith } = await mlflowOnFake();
    const model = await sampleModel("one");
    const files: Files = {
      ...nodeFiles(),
      async *stream(path) {
        for await (const chunk of nodeFiles().stream(path)) {
          clock.advance(200_000);
          yield chunk;
        }
      },
    };
    await openWith({ files }).register(candidate(model));
    expect(fake.calls.filter((call) => call.endsWith("/tags"))).toHaveLength(3);
  });

  it("of a file that changes meanwhile is refused and leaves nothing", async () => {
    const { openWith, orphans } = await mlflowOnFake();
    const files: Files = {
      ...nodeFiles(),
      async *stream(path) {
        yield* nodeFiles().stream(path);
        yield Buffer.from("more");
      },
    };
    const growing = openWith({ files }).register(candidate(await sampleModel("one")));
    await expect(growing).rejects.toMatchObject({ code: "model-changed" });
    expect(await orphans()).toEqual([]);
  });
});

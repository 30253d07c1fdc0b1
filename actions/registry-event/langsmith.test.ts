import { afterEach, describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { registryEventSchema, registryPollSchema } from "#contracts";
import type { Http } from "#platform";
import {
  type CloudFault,
  closeAll,
  type FakeLangsmith,
  fakeEnvironment,
  fakeLangsmith,
  openTwoRegistries,
  registryEventInputs,
  type TwoRegistries,
} from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const inputs: Inputs<typeof spec> = {
  ...registryEventInputs,
  registry: "langsmith",
  "event-type": "prompt-changed",
};
afterEach(closeAll);

interface Watched {
  made: TwoRegistries;
  langsmith: FakeLangsmith;
  poll(more?: Partial<typeof inputs>, variables?: Record<string, string>, http?: Http): ReturnType<typeof run>;
  /** Brief, of what GitHub was sent. */
  sent(): (string | null)[][];
}

async function watched(): Promise<Watched> {
  const made = await openTwoRegistries();
  const langsmith = fakeLangsmith();
  const all: Http = {
    send: (request) => (request.url.startsWith(langsmith.endpoint) ? langsmith.http : made.deps.http).send(request),
  };
  const named = { LANGSMITH_API_KEY: langsmith.apiKey, LANGSMITH_ENDPOINT: langsmith.endpoint };
  return {
    made,
    langsmith,
    poll: (more, variables, http = all) => {
      const environment = fakeEnvironment({ ...made.deps.environment.all(), ...named, ...variables });
      return run({ ...inputs, ...more }, { ...made.deps, http, environment });
    },
    sent: () =>
      made.github.dispatches.map(({ client_payload }) => {
        const event = registryEventSchema.parse(client_payload);
        expect(event.ours).toBe(false);
        return [event.kind, event.version, event.kind === "approval" ? event.approval : event.alias, event.previous];
      }),
  };
}

describe("registry-event, with prompts of LangSmith", () => {
  it("sends a new commit and a tag that moved, each once, and nothing of the first look", async () => {
    const { made, langsmith, poll, sent } = await watched();
    const one = langsmith.push("mail", "one");
    langsmith.tag("mail", "prod", one);
    await poll();
    expect(sent()).toEqual([]);
    const two = langsmith.push("mail", "two");
    await poll();
    expect(sent()).toEqual([["version", two.hash, null, null]]);
    expect(made.github.dispatches[0]).toMatchObject({
      event_type: "prompt-changed",
      client_payload: {
        id: expect.stringMatching(/^langsmith-[0-9a-f]{12}\/mail\/0$/),
        registry: "langsmith",
        name: "mail",
      },
    });
    langsmith.tag("mail", "prod", two);
    langsmith.tag("mail", "staging", two);
    await poll();
    langsmith.tag("mail", "prod", one);
    const { outputs, report } = await poll();
    expect(outputs.dispatched).toBe(1);
    expect(report?.markdown).toContain("langsmith");
    for (const _time of [1, 2, 3]) expect((await poll()).outputs.dispatched).toBe(0);
    expect(sent().slice(1)).toEqual([
      ["alias", two.hash, "prod", one.hash],
      ["alias", two.hash, "staging", null],
      ["alias", one.hash, "prod", two.hash],
    ]);
  });

  it("sends nothing again after a tag was deleted and made anew, or a look failed in between", async () => {
    const { langsmith, poll, sent } = await watched();
    const one = langsmith.push("mail", "one");
    langsmith.tag("mail", "prod", one);
    await poll({ since: "all" });
    expect(sent()).toHaveLength(2);
    langsmith.prompts.get("mail")?.commitTags.clear();
    await poll({ since: "all" });
    langsmith.tag("mail", "prod", one);
    const faults: CloudFault[] = [{ status: 401 }, { status: 200, body: "[]" }, { lost: "before" }];
    for (const fault of faults) {
      langsmith.fault = () => fault;
      await expect(poll({ since: "all" })).rejects.toMatchObject({ provider: "langsmith" });
    }
    langsmith.fault = () => undefined;
    expect((await poll({ since: "all" })).outputs.dispatched).toBe(0);
    expect(sent()).toHaveLength(2);
  });

  it("looks at the registries as well when LangSmith does not know the prompt, and then fails", async () => {
    const { made, poll } = await watched();
    await made.register("one");
    await poll({ registries: ["file"] });
    await made.register("two");
    const failing = poll({ registries: ["langsmith", "file"] });
    await expect(failing).rejects.toMatchObject({ code: "prompt-not-found" });
    expect(made.github.dispatches).toHaveLength(1);
  });

  it("keeps workspaces and owners apart, each with a prompt of one name", async () => {
    const { made, langsmith, poll, sent } = await watched();
    const hash = langsmith.push("mail", "one").hash;
    const workspace = { LANGSMITH_WORKSPACE_ID: langsmith.workspace };
    for (const _time of [1, 2]) {
      await poll({ since: "all" });
      await poll({ since: "all" }, workspace);
      await poll({ since: "all", registries: ["langsmith=acme"] });
      await poll({ since: "all", "registry-uri": "acme" });
    }
    // of three places; the last two are one
    expect(sent()).toEqual(Array.from({ length: 3 }, () => ["version", hash, null, null]));
    const ids = made.github.dispatches.map(({ client_payload }) => registryEventSchema.parse(client_payload).id);
    expect(new Set(ids).size).toBe(3);
  });

  it("only shows what it would send in a dry run, and shows no key when it fails", async () => {
    const { made, langsmith, poll, sent } = await watched();
    langsmith.push("mail", "one");
    const dry = { since: "all", "dry-run": true, "github-token": undefined } as const;
    for (const _time of [1, 2]) {
      const { events } = registryPollSchema.parse((await poll(dry)).report?.json);
      expect(events).toMatchObject([{ registry: "langsmith", outcome: "dry-run" }]);
    }
    expect(sent()).toEqual([]);
    langsmith.fault = (call) => ({ status: 400, body: JSON.stringify({ detail: call.headers.get("x-api-key") }) });
    const error = await poll(dry).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: "langsmith-refused", message: expect.stringContaining("***") });
    expect(made.deps.log.lines.join("\n")).not.toContain(langsmith.apiKey);
  });

  it("names what it lacks, and every registry that is none", async () => {
    const { poll } = await watched();
    await expect(poll({}, { LANGSMITH_API_KEY: "" })).rejects.toMatchObject({ code: "missing-api-key" });
    const legal = "file, git, mlflow, wandb, sagemaker, azure-ml, vertex, huggingface, langsmith";
    await expect(poll({ registries: ["langfuse"] })).rejects.toMatchObject({ problems: [{ legal }] });
    await expect(poll({ registries: ["langsmith=a/b"] })).rejects.toMatchObject({ code: "bad-registry-uri" });
    await expect(poll({ names: ["mail.v2"] })).rejects.toMatchObject({ code: "bad-name" });
  });
});

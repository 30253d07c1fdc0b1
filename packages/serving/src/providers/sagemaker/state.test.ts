import { describe, expect, it } from "vitest";
import type { Deployment } from "#contracts";
import { type ServingState, stateIn, stateTags, weightIn, weightTag } from "./state.ts";

const digestOf = (index: number): string => `sha256:${Buffer.from(`${index * 7919}`.padEnd(32, "q")).toString("hex")}`;

function stateOf(events: number): ServingState {
  const variant = {
    modelRef: "mail@1.0.0",
    version: "1.0.0",
    digest: digestOf(0),
    server: "mail-m0123456789ab",
    url: "https://runtime.sagemaker.eu-central-1.amazonaws.com/endpoints/mail/invocations",
    startedAt: "2026-01-02T03:04:05.000Z",
    settings: { contextSize: 2048, threads: 1, parallel: 4, extra: { note: "Привет, <b>" } },
  };
  const record: Deployment = {
    schemaVersion: 1,
    id: "mail-1",
    endpoint: "mail",
    target: "sagemaker",
    url: variant.url,
    tokenFile: "",
    requestLog: "",
    variants: { baseline: variant, canary: variant },
    previous: null,
    history: Array.from({ length: events }, (_, index) => ({
      time: new Date(1_767_000_000_000 + index * 7_654_321).toISOString(),
      event: "deployed",
      modelRef: `mail#${digestOf(index)}`,
    })),
  };
  return { schemaVersion: 1, record, config: "mail-c0123456789ab", next: { record, config: "mail-cba9876543210" } };
}

const mapOf = (tags: ReturnType<typeof stateTags>): Map<string, string> =>
  new Map(tags.map(({ Key, Value }) => [Key ?? "", Value ?? ""]));

describe("the state in an endpoint's tags", () => {
  it("comes back as it was, in what SageMaker takes as tags", () => {
    const state = stateOf(20);
    const tags = stateTags(state);
    expect(stateIn(mapOf(tags))).toEqual(state);
    for (const { Key = "", Value = "" } of tags)
      expect(`${Key}${Value.slice(0, 256)}` === `${Key}${Value}` && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(Value)).toBe(
        true,
      );
  });

  it("takes a shorter one after a longer one for what it is", () => {
    const tags = new Map([...mapOf(stateTags(stateOf(60))), ...mapOf(stateTags(stateOf(1)))]);
    expect(stateIn(tags)).toEqual(stateOf(1));
  });

  it("forgets the oldest history when it no longer fits, and nothing else", () => {
    const full = stateOf(600);
    const tags = stateTags(full);
    expect(tags.length).toBeLessThanOrEqual(33);
    const { record, ...kept } = stateIn(mapOf(tags));
    expect(record.history.length).toBeGreaterThan(50);
    expect(record.history).toEqual(full.record.history.slice(-record.history.length));
    expect({ ...record, history: [] }).toEqual({ ...full.record, history: [] });
    expect(kept).toMatchObject({ config: full.config, next: { config: full.next?.config } });
  });

  it("is refused when a piece is missing or another's, or it is none of ours", () => {
    const tags = mapOf(stateTags(stateOf(20)));
    const without = new Map(tags);
    without.delete("genai-mlops:state:1");
    const others = new Map(tags).set("genai-mlops:state:0", stateTags(stateOf(3))[1]?.Value ?? "");
    for (const damaged of [without, others, new Map<string, string>(), new Map([["genai-mlops:state", "1e9 x"]])])
      expect(() => stateIn(damaged)).toThrow(expect.objectContaining({ code: "deployment-corrupt" }));
  });
});

describe("the weight in an endpoint's tags", () => {
  it("comes back as it was", () => {
    for (const canary of [0, 0.05, 0.95, 1, 1e-7, 1.5e-7])
      for (const endsAt of [null, "2026-01-02T03:04:05.000Z"]) {
        const { Key = "", Value = "" } = weightTag({ canary, endsAt, model: "mail-m0123456789ab" });
        expect(weightIn(new Map([[Key, Value]]))).toEqual({ canary, endsAt, model: "mail-m0123456789ab" });
      }
  });

  it("is none when it is no share, so that the canary gets nothing", () => {
    for (const said of ["", "2 - m", "-1 - m", "NaN - m", "1e9 - m", "0.5 tomorrow m", "0.5 -", "e - m"])
      expect(weightIn(new Map([["genai-mlops:weight", said]]))).toBeUndefined();
  });
});

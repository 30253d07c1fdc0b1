import { describe, expect, it } from "vitest";
import type { RelayState } from "#contracts";
import type { ModelVersion } from "./registry.ts";
import { registryEvents, type Seen } from "./registry-events.ts";

const digest = `sha256:${"a".repeat(64)}`;
const model = (version: string, ...aliases: string[]): ModelVersion => ({
  name: "mail",
  version,
  digest,
  modelRef: `mail#${digest}`,
  uri: "x",
  createdAt: "t",
  aliases,
});
const seen: Seen = { registry: "file", name: "mail", time: "2026-01-02T03:04:05Z", since: "now" };
const brief = (known: RelayState | undefined, now: ModelVersion[], since: Seen["since"] = "now") => {
  const { events, state } = registryEvents(known, now, { ...seen, since });
  return { state, said: events.map(({ id, kind, version, alias, previous }) => [id, kind, version, alias, previous]) };
};

describe("news of a registry", () => {
  it("begin with the first look, or with all that is there", () => {
    const now = [model("1.0.0", "champion"), model("1.1.0")];
    expect(brief(undefined, now).said).toEqual([]);
    expect(brief(undefined, now, "all").said).toEqual([
      ["file/mail/0", "version", "1.0.0", null, null],
      ["file/mail/1", "version", "1.1.0", null, null],
      ["file/mail/2", "alias", "1.0.0", "champion", null],
    ]);
    // a model that is registered only later is news
    expect(brief(brief(undefined, []).state, now).said).toHaveLength(3);
  });

  it("are new versions and moved aliases, each with an id that no other has", () => {
    let known = brief(undefined, [model("1.0.0", "champion")]).state;
    const steps: [ModelVersion[], unknown[]][] = [
      [
        [model("1.0.0"), model("1.1.0", "champion")],
        [
          ["file/mail/0", "version", "1.1.0", null, null],
          ["file/mail/1", "alias", "1.1.0", "champion", "1.0.0"],
        ],
      ],
      [[model("1.0.0", "champion"), model("1.1.0")], [["file/mail/2", "alias", "1.0.0", "champion", "1.1.0"]]],
      [[model("1.0.0"), model("1.1.0", "champion")], [["file/mail/3", "alias", "1.1.0", "champion", "1.0.0"]]],
      [[model("1.0.0"), model("1.1.0", "champion")], []],
    ];
    for (const [now, expected] of steps) {
      const { said, state } = brief(known, now);
      expect(said).toEqual(expected);
      known = state;
    }
  });

  it("are none when what was known is gone for once and comes back", () => {
    const now = [model("1.0.0", "champion"), model("1.1.0")];
    const known = brief(undefined, now).state;
    const gone = brief(known, []);
    expect(gone.said).toEqual([]);
    expect(brief(gone.state, now).said).toEqual([]);
  });
});

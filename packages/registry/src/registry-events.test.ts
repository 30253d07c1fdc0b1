import { describe, expect, it } from "vitest";
import type { RegistryEvent, RelayState } from "#contracts";
import type { Approval, ListedVersion } from "./event-source.ts";
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
const saidOf = (event: RegistryEvent): string | null => (event.kind === "approval" ? event.approval : event.alias);
const brief = (known: RelayState | undefined, now: ListedVersion[], since: Seen["since"] = "now") => {
  const { events, state } = registryEvents(known, now, { ...seen, since });
  return { state, said: events.map((event) => [event.id, event.kind, event.version, saidOf(event), event.previous]) };
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

  it("say of another tool's version that it is not ours, by the number that the registry gave it", () => {
    const known = brief(undefined, [model("1.0.0", "champion")]).state;
    const theirs = { version: "2", digest: null, aliases: ["champion"], foreign: true };
    const { events } = registryEvents(known, [model("1.0.0"), theirs], seen);
    expect(events).toMatchObject([
      { kind: "version", version: "2", digest: null, ours: false, alias: null },
      { kind: "alias", version: "2", digest: null, ours: false, alias: "champion", previous: "1.0.0" },
    ]);
    // GitHub takes no more of a payload
    for (const event of events) expect(Object.keys(event).length).toBeLessThanOrEqual(10);
  });

  it("are decisions about versions, each once; that a new one waits for one is none", () => {
    const decided = (status: string): Approval => ({ status, waits: status === "PendingManualApproval" });
    const versionsThatAre = (...statuses: string[]): ListedVersion[] =>
      statuses.map((status, index) => ({ ...model(`1.${index}.0`), approval: decided(status) }));
    const waiting = "PendingManualApproval";
    let known = brief(undefined, versionsThatAre(waiting)).state;
    const steps: [ListedVersion[], unknown[]][] = [
      [versionsThatAre("Approved"), [["file/mail/0", "approval", "1.0.0", "Approved", waiting]]],
      [versionsThatAre("Approved"), []],
      [
        versionsThatAre("Rejected", waiting),
        [
          ["file/mail/1", "version", "1.1.0", null, null],
          ["file/mail/2", "approval", "1.0.0", "Rejected", "Approved"],
        ],
      ],
      [
        versionsThatAre(waiting, "Approved", "Approved"),
        [
          ["file/mail/3", "version", "1.2.0", null, null],
          ["file/mail/4", "approval", "1.0.0", waiting, "Rejected"],
          ["file/mail/5", "approval", "1.1.0", "Approved", waiting],
          ["file/mail/6", "approval", "1.2.0", "Approved", null],
        ],
      ],
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

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Promotion,
  type PromotionRecord,
  promotionRecordSchema,
  type RegistryPoll,
  registryPollSchema,
} from "#contracts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";
import { promotionReport } from "./promotion-report.ts";
import { registryEventReport } from "./registry-event-report.ts";

const golden = (name: string): string => join(import.meta.dirname, "../../../test/golden", name);
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const run = "https://github.com/octo/mail-triage/actions/runs/42";

const entry = (version: string, previous: string | null, event: Promotion["event"]): Promotion => ({
  time: "2026-01-02T03:04:05Z",
  version,
  digest: digest("a"),
  previous,
  evidence: {},
  forced: null,
  actor: "octocat",
  run,
  id: version,
  event,
  alias: "champion",
  registries: ["file", "mlflow"],
  environment: "production",
});

const promoted: PromotionRecord = promotionRecordSchema.parse({
  schemaVersion: 1,
  event: "promoted",
  name: "mail",
  alias: "champion",
  digest: digest("a"),
  legs: [
    { registry: "file", from: "1.3.0", to: "1.4.0" },
    { registry: "mlflow", from: null, to: "2.0.0" },
  ],
  entries: [entry("1.3.0", null, undefined), entry("1.4.0", "1.3.0", "promoted")],
  settled: [{ id: "x", event: "promoted", outcome: "undone", actor: "mona <b>", run, time: "2026-01-01T00:00:00Z" }],
  deployment: { state: "failed", reason: "GitHub answered HTTP 403 [forge-forbidden]" },
  evidence: { "evaluation.json": digest("e"), "canary-report.json": digest("c") },
  forced: null,
  endpoint: null,
} satisfies PromotionRecord);

const poll: RegistryPoll = registryPollSchema.parse({
  schemaVersion: 1,
  events: (["dispatched", "unknown", "deferred"] as const).map((outcome, index) => ({
    id: `file/mail/${index}`,
    kind: index === 0 ? "version" : "alias",
    registry: "file",
    name: "mail",
    version: "1.4.0",
    digest: digest("a"),
    ours: index < 2,
    alias: index === 0 ? null : "champion",
    previous: index === 0 ? null : "1.3.0",
    time: "2026-01-02T03:04:05Z",
    outcome,
  })),
  polls: [
    { registry: "file", name: "mail", state: "polled", versions: 1204 },
    { registry: "mlflow", name: "mail", state: "failed", versions: 0, reason: "no <answer>" },
  ],
} satisfies RegistryPoll);

describe.each(["ru", "en"] as const)("in %s", (language) => {
  it("a promotion says what moved where, what was settled, and what is on record", async () => {
    const markdown = toMarkdown(promotionReport(promoted, language));
    expect(markdown).not.toContain("<b>");
    await expect(markdown).toMatchFileSnapshot(golden(`promotion.${language}.md`));
    expect(toHtml(promotionReport(promoted, language))).not.toContain("mona <b>");
  });

  it("a rollback says why it left an alias alone", () => {
    for (const kept of ["no-record", "in-service", "unrelated"] as const) {
      const left: PromotionRecord = { ...promoted, event: "rolled-back", legs: [], settled: [], kept };
      const markdown = toMarkdown(promotionReport(left, language));
      expect(markdown).toContain("champion");
      expect(markdown).not.toContain("mlflow");
    }
  });

  it("a look into registries says what was sent, and what nobody knows of", async () => {
    await expect(toMarkdown(registryEventReport(poll, language))).toMatchFileSnapshot(
      golden(`registry-event.${language}.md`),
    );
    expect(toMarkdown(registryEventReport({ ...poll, events: [] }, language))).toMatch(/NOTE/);
  });
});

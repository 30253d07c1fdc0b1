import { describe, expect, it } from "vitest";
import type { CheckDraft, CommentDraft, Forge } from "#forge";

/** What a forge shows to people, whatever it calls it. */
export interface ForgeUnderTest {
  /** A client of our own user. */
  open(): Promise<Forge>;
  /** A client whose process is killed just before its n-th request. */
  openDying(requests: number): Promise<Forge>;
  /** A client that may read only. */
  openReader(): Promise<Forge>;
  /** Writes as somebody, and hands back nothing. */
  comment(number: number, author: "own" | "stranger", body: string): void;
  comments(number: number): { author: "own" | "stranger"; body: string }[];
  /** All check runs of the commit and name that people see, the newest of each name. */
  checks(sha: string): { name: string; complete: boolean; conclusion: string | null; annotations: string[] }[];
  issues(): { title: string; body: string; open: boolean }[];
  closeIssue(number: number): void;
  pullRequests(): { head: string; base: string; title: string; open: boolean }[];
  closePullRequest(number: number): void;
  deployments(): { environment: string; states: string[] }[];
  dispatches(): { type: string; payload: unknown }[];
  /** The next requests are answered so, and then no more. */
  failNext(...kinds: ("unavailable" | "cut" | "secondary-limit" | "primary-limit-of-an-hour")[]): void;
  /** What went over the wire that the forge's published description does not know. */
  violations(): string[];
  /** A commit that exists. */
  sha: string;
}

/** What every forge has to keep. */
export function forgeConformance(name: string, newForge: () => Promise<ForgeUnderTest>): void {
  const draft = (body: string, more: Partial<CommentDraft> = {}): CommentDraft => ({
    key: "evaluate/pull",
    number: 7,
    body,
    more: "whole report: https://example.com/run",
    ...more,
  });
  const own = (forge: ForgeUnderTest): string[] =>
    forge.comments(7).flatMap(({ author, body }) => (author === "own" ? [body] : []));
  const noise = (forge: ForgeUnderTest, count: number): void => {
    for (let index = 0; index < count; index++) forge.comment(7, index % 2 ? "own" : "stranger", `talk ${index}`);
  };

  describe(`forge ${name}`, () => {
    const keeps = (what: string, work: (forge: ForgeUnderTest) => Promise<void>): void =>
      it(what, async () => {
        const forge = await newForge();
        await work(forge);
        expect(forge.violations()).toEqual([]);
      });

    keeps("keeps one comment a key, also behind 250 others", async (forge) => {
      noise(forge, 250);
      const first = await (await forge.open()).upsertComment(draft("one"));
      noise(forge, 10);
      const second = await (await forge.open()).upsertComment(draft("two"));
      expect(second).toEqual(first);
      expect(own(forge).filter((body) => body.includes("evaluate/pull"))).toEqual([expect.stringContaining("two")]);
      await (await forge.open()).upsertComment(draft("three", { key: "canary" }));
      expect(forge.comments(7)).toHaveLength(262);
    });

    keeps(
      "leaves alone what somebody else wrote, the hidden key included, and what only quotes the key",
      async (forge) => {
        await (await forge.open()).upsertComment(draft("theirs"));
        const [copied = ""] = own(forge);
        forge.comment(7, "stranger", copied);
        forge.comment(7, "own", `A report that quotes\n${copied}`);
        await (await forge.open()).upsertComment(draft("ours"));
        expect(forge.comments(7).map(({ body }) => body)).toEqual([
          expect.stringContaining("ours"),
          copied,
          `A report that quotes\n${copied}`,
        ]);
      },
    );

    keeps("renews only, where asked", async (forge) => {
      const client = await forge.open();
      expect(await client.upsertComment(draft("x", { renewOnly: true }))).toBeUndefined();
      expect(forge.comments(7)).toEqual([]);
      await client.upsertComment(draft("x"));
      expect(await client.upsertComment(draft("y", { renewOnly: true }))).toBeDefined();
      expect(own(forge)).toEqual([expect.stringContaining("y")]);
    });

    keeps("leaves one comment of many that were written at once", async (forge) => {
      const clients = await Promise.all(Array.from({ length: 5 }, () => forge.open()));
      await Promise.all(clients.map((client, index) => client.upsertComment(draft(`run ${index}`))));
      expect(own(forge)).toHaveLength(1);
      await (await forge.open()).upsertComment(draft("last"));
      expect(own(forge)).toEqual([expect.stringContaining("last")]);
    });

    keeps("cuts a body that is too long, and says where the whole is", async (forge) => {
      const rows = Array.from({ length: 9000 }, (_, index) => `| ряд ${index} | 0.5 |`).join("\n");
      await (await forge.open()).upsertComment(draft(rows));
      const [body = ""] = own(forge);
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(body.length).toBeGreaterThan(64_000);
      expect(body).toMatch(/\| 0\.5 \|\n\nwhole report: https:\/\/example\.com\/run\n$/);
    });

    keeps("survives a death before every single request of a comment: the next run leaves one", async (forge) => {
      for (let requests = 1; requests < 20; requests++) {
        const done = await (await forge.openDying(requests))
          .upsertComment(draft(`try ${requests}`))
          .catch(() => "died");
        await (await forge.open()).upsertComment(draft(`after ${requests}`));
        expect(own(forge)).toEqual([expect.stringContaining(`after ${requests}`)]);
        if (done !== "died") return;
      }
      throw new Error("it never came through");
    });

    keeps(
      "comes again after a server that fails, a cut connection and a limit; writes nothing twice",
      async (forge) => {
        forge.failNext("unavailable", "cut", "secondary-limit");
        await (await forge.open()).upsertComment(draft("one"));
        expect(own(forge)).toHaveLength(1);
      },
    );

    keeps("says for how long it may not ask, instead of sleeping for an hour", async (forge) => {
      forge.failNext("primary-limit-of-an-hour");
      await expect((await forge.open()).upsertComment(draft("one"))).rejects.toMatchObject({
        code: "forge-rate-limited",
        hint: expect.stringMatching(/again in 6[01] min/),
      });
    });

    keeps("names the permission that is missing and the line to add", async (forge) => {
      const client = await forge.openReader();
      const refusal = (permission: string) => ({
        code: "forge-forbidden",
        status: 403,
        retryable: false,
        hint: expect.stringContaining(`permissions: { ${permission} }`),
      });
      await expect(client.upsertComment(draft("x"))).rejects.toMatchObject(refusal("pull-requests: write"));
      await expect(client.check(check())).rejects.toMatchObject(refusal("checks: write"));
      await expect(client.openIssue({ key: "k", title: "t", body: "b", more: "" })).rejects.toMatchObject(
        refusal("issues: write"),
      );
      await expect(
        client.openPullRequest({ head: "h", base: "b", title: "t", body: "", more: "" }),
      ).rejects.toMatchObject(refusal("pull-requests: write"));
      await expect(
        client.deployment({ key: "k", environment: "production", ref: "main", payload: {} }),
      ).rejects.toMatchObject(refusal("deployments: write"));
      await expect(client.dispatch({ eventType: "t", payload: {} })).rejects.toMatchObject(refusal("contents: write"));
    });

    const annotations = (count: number, from = 0): CheckDraft["annotations"] =>
      Array.from({ length: count }, (_, index) => ({
        path: "data/test.jsonl",
        line: from + index + 1,
        level: "warning",
        title: "wrong label",
        message: `row ${from + index}`,
      }));
    const check = (more: Partial<CheckDraft> = {}): CheckDraft => ({
      key: "evaluate",
      name: "Model evaluation",
      sha: "0123456789abcdef0123456789abcdef01234567",
      conclusion: "failure",
      title: "F1 0.81",
      summary: "below the threshold",
      more: "…",
      annotations: [],
      ...more,
    });
    const shown = (forge: ForgeUnderTest) => forge.checks(forge.sha);

    keeps("writes a check with any number of annotations, and writes none twice", async (forge) => {
      for (const count of [0, 1, 50, 51, 120, 120]) {
        await (await forge.open()).check(check({ annotations: annotations(count) }));
        expect(shown(forge)).toEqual([
          {
            name: "Model evaluation",
            complete: true,
            conclusion: "failure",
            annotations: annotations(count).map(({ message }) => message),
          },
        ]);
      }
    });

    keeps("does not show annotations of an earlier result beside those of a later one", async (forge) => {
      await (await forge.open()).check(check({ annotations: annotations(3) }));
      await (await forge.open()).check(check({ conclusion: "success", annotations: annotations(1, 2) }));
      expect(shown(forge)).toEqual([
        { name: "Model evaluation", complete: true, conclusion: "success", annotations: ["row 2"] },
      ]);
    });

    keeps("never shows a check as complete before all its annotations are there, whatever dies", async (forge) => {
      for (let requests = 1; requests < 20; requests++) {
        const wanted = annotations(120, requests * 1000);
        const done = await (await forge.openDying(requests)).check(check({ annotations: wanted })).catch(() => "died");
        const [seen] = shown(forge);
        if (seen?.complete && seen.annotations[0] === wanted[0]?.message) expect(seen.annotations).toHaveLength(120);
        await (await forge.open()).check(check({ annotations: wanted }));
        expect(shown(forge)).toMatchObject([{ complete: true, annotations: wanted.map(({ message }) => message) }]);
        if (done !== "died") return;
      }
      throw new Error("it never came through");
    });

    keeps("refuses a check of a commit that is not there", async (forge) => {
      await expect((await forge.open()).check(check({ sha: "f".repeat(40) }))).rejects.toMatchObject({
        code: "forge-refused",
        message: expect.stringContaining("No commit found"),
      });
    });

    keeps("keeps one deployment a key, and a status once", async (forge) => {
      const client = await forge.open();
      const draft = { key: "release/1", environment: "production", ref: forge.sha, payload: { model: "m@1" } };
      const first = await client.deployment(draft);
      expect(await (await forge.open()).deployment(draft)).toBe(first);
      expect(await client.deployment({ ...draft, key: "release/2" })).not.toBe(first);
      const moved = { ...draft, ref: "main", anyRef: true };
      expect(await (await forge.open()).deployment(moved)).toBe(first);
      for (const state of ["in_progress", "in_progress", "success"] as const)
        await client.deploymentStatus(first, { state, description: `is ${state} ${"x".repeat(200)}` });
      expect(forge.deployments().map(({ states }) => states)).toEqual([["in_progress", "success"], []]);
    });

    keeps("keeps one open issue a key; a closed one stays closed", async (forge) => {
      const issue = { key: "monitor/quality", title: "Quality fell", body: "0.71", more: "…", labels: ["quality"] };
      const first = await (await forge.open()).openIssue(issue);
      const second = await (await forge.open()).openIssue({ ...issue, body: "0.65" });
      expect(second).toEqual(first);
      expect(forge.issues()).toMatchObject([
        { title: "Quality fell", body: expect.stringContaining("0.65"), open: true },
      ]);
      forge.closeIssue(first.number);
      expect((await (await forge.open()).openIssue(issue)).number).not.toBe(first.number);
      expect(forge.issues().map(({ open }) => open)).toEqual([false, true]);
    });

    keeps("keeps one open pull request from one branch into another; a closed one stays closed", async (forge) => {
      const draft = { head: "promote/mail", base: "registry", title: "mail 1.1.0", body: "why", more: "…" };
      const first = await (await forge.open()).openPullRequest(draft);
      const second = await (await forge.open()).openPullRequest({ ...draft, title: "mail 1.1.1" });
      expect(second).toEqual(first);
      const { number } = await (await forge.open()).openPullRequest({ ...draft, base: "main" });
      expect(number).not.toBe(first.number);
      expect(forge.pullRequests()).toEqual([
        { head: "promote/mail", base: "registry", title: "mail 1.1.1", open: true },
        { head: "promote/mail", base: "main", title: "mail 1.1.0", open: true },
      ]);
      forge.closePullRequest(first.number);
      expect((await (await forge.open()).openPullRequest(draft)).number).not.toBe(first.number);
      expect(forge.pullRequests().map(({ open }) => open)).toEqual([false, true, true]);
    });

    keeps("sends an event once, after a limit too, and says when nobody knows whether it was sent", async (forge) => {
      const event = { eventType: "model-registered", payload: { version: "1.0.0" } };
      forge.failNext("secondary-limit");
      await (await forge.open()).dispatch(event);
      expect(forge.dispatches()).toEqual([{ type: "model-registered", payload: { version: "1.0.0" } }]);
      for (const kind of ["unavailable", "cut"] as const) {
        forge.failNext(kind);
        await expect((await forge.open()).dispatch(event)).rejects.toMatchObject({
          code: "forge-outcome-unknown",
          retryable: false,
        });
      }
      expect(forge.dispatches()).toHaveLength(1);
    });

    keeps("refuses an event that is none, with all that is wrong, and a key that could say more", async (forge) => {
      const client = await forge.open();
      const payload = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`f${index}`, index]));
      await expect(client.dispatch({ eventType: "", payload })).rejects.toMatchObject({
        code: "bad-dispatch",
        problems: expect.objectContaining({ length: 2 }),
      });
      for (const key of ["", "a -->", "a--b", "a b", "../x", "a\nb"])
        await expect(client.upsertComment(draft("x", { key }))).rejects.toMatchObject({ code: "bad-forge-key" });
      expect(forge.comments(7)).toEqual([]);
    });
  });
}

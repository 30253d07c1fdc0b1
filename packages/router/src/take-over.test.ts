import type { RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { RouterConfig } from "#contracts";
import { closeAll, listening, routerUnderTest } from "#testing";
import { placeOf, takeOverPlaceOf } from "./split.ts";

afterEach(closeAll);

const answers =
  (text: string): RequestListener =>
  (request, response) =>
    void request.resume().on("end", () => response.end(text));

/** A router before two servers; the canary has a weight of one half unless told. */
async function between(baseline: RequestListener, canary: RequestListener, more: Partial<RouterConfig> = {}) {
  const servers = { baseline: await listening(baseline), canary: await listening(canary) };
  const variants = {
    baseline: { url: servers.baseline.url, modelRef: "mail@1" },
    canary: { url: servers.canary.url, modelRef: "mail@2" },
  };
  const { admin, url: base, ...router } = await routerUnderTest(variants, more);
  await admin.setWeight(0.5, 60);
  const ask = async (id: string, body = "{}") => {
    const headers = { "x-request-id": id };
    const answer = await fetch(`${base}/v1/chat/completions`, { method: "POST", body, headers });
    return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get("retry-after") };
  };
  const lines = async (): Promise<unknown[]> =>
    (await router.lines()).flatMap((line) =>
      line.kind === "request" ? [[line.requestId, line.variant, line.status, line.error]] : [],
    );
  return { servers, admin, ask, lines, base };
}

/** Ids whose own place is the canary's or the baseline's at a weight of one half, and who takes them over. */
const ids = (own: "canary" | "baseline", takenOver = true): string[] =>
  Array.from({ length: 200 }, (_, index) => `r-${index}`).filter(
    (id) => placeOf(id) < 0.5 === (own === "canary") && (own === "canary" || takeOverPlaceOf(id) < 0.5 === takenOver),
  );
const [ofCanary = "", ...moreOfCanary] = ids("canary");
const [ofBaseline = "", ...moreOfBaseline] = ids("baseline");
const [ofBaselineAlone = ""] = ids("baseline", false);
const cut: RequestListener = (request) => void request.socket.resetAndDestroy();

describe("a request that its variant cannot take", () => {
  it("is answered by the baseline when the canary is gone, and the gate still sees the canary's failure", async () => {
    const { servers, ask, lines, admin } = await between(answers("old"), answers("new"));
    await servers.canary.close();
    expect(await ask(ofCanary)).toMatchObject({ status: 200, text: "old" });
    expect(await lines()).toEqual([
      [ofCanary, "canary", 502, "upstream-unreachable"],
      [ofCanary, "baseline", 200, null],
    ]);
    // its answer was the baseline's, and so is what is thought of it
    await admin.score({ requestId: ofCanary, metric: "accuracy", value: 1 });
    expect((await admin.state()).inFlight).toEqual({});
  });

  it("takes its body along, and a server that says it is overloaded is no end either", async () => {
    const bodies: string[] = [];
    const echo: RequestListener = async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      bodies.push(body);
      response.end(body);
    };
    const busy: RequestListener = (request, response) =>
      void request.resume().on("end", () => response.writeHead(503).end("busy"));
    const { ask, lines } = await between(echo, busy);
    const body = JSON.stringify({ text: "x".repeat(100_000) });
    expect(await ask(ofCanary, body)).toMatchObject({ status: 200, text: body });
    expect(bodies).toEqual([body]);
    expect(await lines()).toEqual([
      [ofCanary, "canary", 503, null],
      [ofCanary, "baseline", 200, null],
    ]);
  });

  it("stays where it was once the client has seen a byte", async () => {
    let baseline = 0;
    const { base, lines } = await between(
      (_request, response) => {
        baseline += 1;
        response.end("old");
      },
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write("data: 1\n\n");
        setTimeout(() => response.destroy(), 30);
      },
    );
    const answer = await fetch(`${base}/v1/chat/completions`, {
      method: "POST",
      body: "{}",
      headers: { "x-request-id": ofCanary },
    });
    await expect(answer.text()).rejects.toThrow();
    expect(baseline).toBe(0);
    expect(await lines()).toEqual([[ofCanary, "canary", 200, "upstream-cut"]]);
  });

  it("goes to the canary only within the canary's share, and not at all without a weight", async () => {
    const { servers, ask, admin } = await between(answers("old"), answers("new"), {
      circuit: { failures: 1000, openSeconds: 60 },
    });
    await servers.baseline.close();
    expect(await ask(ofBaseline)).toMatchObject({ status: 200, text: "new" });
    expect((await ask(ofBaselineAlone)).status).toBe(502);
    await admin.setWeight(0, null);
    expect((await ask(ofBaseline)).status).toBe(502);
    await admin.setWeight(0.5, 60, { shadow: true });
    expect((await ask(ofBaseline)).status).toBe(502);
  });

  it("is not asked twice of a server that worked on it in silence, nor for an answer that is only bad", async () => {
    let baseline = 0;
    const { ask, lines } = await between(
      (_request, response) => {
        baseline += 1;
        response.end("old");
      },
      (request, response) => {
        if (request.headers["x-request-id"] !== ofCanary) response.writeHead(500).end("bad");
      },
      { firstByteTimeoutSeconds: 0.1 },
    );
    expect((await ask(ofCanary)).status).toBe(504);
    expect(await ask(moreOfCanary[0] as string)).toMatchObject({ status: 500, text: "bad" });
    expect(baseline).toBe(0);
    expect(await lines()).toEqual([
      [ofCanary, "canary", 504, "upstream-timeout"],
      [moreOfCanary[0], "canary", 500, null],
    ]);
  });
});

describe("a circuit of a variant", () => {
  it("keeps requests off a failing canary, counts each against it, and closes when it is back", async () => {
    let asked = 0;
    let broken = true;
    const { ask, lines, admin } = await between(
      answers("old"),
      (request, response) => {
        asked += 1;
        if (broken) cut(request, response);
        else response.end("new");
      },
      { circuit: { failures: 3, openSeconds: 0.3 } },
    );
    for (const id of moreOfCanary.slice(0, 6)) expect(await ask(id)).toMatchObject({ status: 200, text: "old" });
    expect(asked).toBe(3);
    expect((await admin.state())["circuits"]).toEqual({ baseline: "closed", canary: "open" });
    const ofTheCanary = (await lines()).filter((line) => (line as string[])[1] === "canary");
    expect(ofTheCanary.map((line) => (line as unknown[]).slice(2))).toEqual([
      ...Array.from({ length: 3 }, () => [502, "upstream-unreachable"]),
      ...Array.from({ length: 3 }, () => [503, "circuit-open"]),
    ]);
    broken = false;
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await ask(moreOfCanary[7] as string)).toMatchObject({ text: "new" });
    expect((await admin.state())["circuits"]).toEqual({ baseline: "closed", canary: "closed" });
  });

  it("of the baseline moves no more to the canary than its share; the rest is told to come again", async () => {
    const { ask, lines } = await between(cut, answers("new"), { circuit: { failures: 2, openSeconds: 60 } });
    for (const id of moreOfBaseline.slice(0, 2)) await ask(id);
    expect(await ask(ofBaseline)).toMatchObject({ status: 200, text: "new" });
    const refused = await ask(ofBaselineAlone);
    expect(refused).toMatchObject({ status: 503, retryAfter: "1" });
    expect(JSON.parse(refused.text).error.code).toBe("circuit-open");
    expect((await lines()).slice(-1)).toEqual([[ofBaselineAlone, "baseline", 503, "circuit-open"]]);
  });

  it("opens for no answer that only is bad: that is the gate's to judge", async () => {
    const bad: RequestListener = (request, response) =>
      void request.resume().on("end", () => response.writeHead(500).end("bad"));
    const { ask, admin } = await between(answers("old"), bad, { circuit: { failures: 2, openSeconds: 60 } });
    for (const id of moreOfCanary.slice(0, 5)) expect((await ask(id)).status).toBe(500);
    expect((await admin.state())["circuits"]).toEqual({ baseline: "closed", canary: "closed" });
  });
});

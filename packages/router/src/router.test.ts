import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { nodeHttp } from "#platform";
import { closeAll, closeLater, type FakeOpenAi, fakeClock, fakeOpenAi, listening, routerUnderTest } from "#testing";
import { routerAdmin } from "./admin-client.ts";
import { startRouter } from "./router.ts";
import { placeOf, variantAt } from "./split.ts";

afterEach(closeAll);

async function setUp({ canary = true, ...more }: { canary?: boolean } & Parameters<typeof routerUnderTest>[1] = {}) {
  const servers: Record<"baseline" | "canary", FakeOpenAi> = {
    baseline: closeLater(await fakeOpenAi({ reply: () => "old", model: "old" })),
    canary: closeLater(await fakeOpenAi({ reply: () => "new", model: "new" })),
  };
  const upstream = (name: "baseline" | "canary") => ({
    url: servers[name].baseUrl.replace("/v1", ""),
    modelRef: `mail#${name}`,
  });
  const found = await routerUnderTest(
    { baseline: upstream("baseline"), canary: canary ? upstream("canary") : null },
    { costPerHour: 3.6, ...more },
  );
  const ask = async (id?: string, headers: Record<string, string> = {}, body: object = {}) => {
    const response = await fetch(`${found.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(id && { "x-request-id": id }), ...headers },
      body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "q" }], ...body }),
    });
    return { status: response.status, id: response.headers.get("x-request-id"), text: await response.text() };
  };
  return { ...found, servers, ask, upstream };
}

describe("the split", () => {
  it("is monotone: raising a weight moves nobody off the canary", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (key, one, other) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          if (variantAt(placeOf(key), low) === "canary") expect(variantAt(placeOf(key), high)).toBe("canary");
        },
      ),
    );
  });

  it("gives the share it says", () => {
    const share =
      Array.from({ length: 20_000 }, (_, index) => variantAt(placeOf(`r-${index}`), 0.05)).filter(
        (name) => name === "canary",
      ).length / 20_000;
    expect(Math.abs(share - 0.05)).toBeLessThan(0.006);
    expect(variantAt(placeOf("x"), 1)).toBe("canary");
    expect(variantAt(placeOf("x"), 0)).toBe("baseline");
  });
});

describe("the router", () => {
  it("passes answers through, whole and streamed, with an id, and logs tokens and latency", async () => {
    const { ask, lines } = await setUp();
    const whole = await ask("r-1");
    expect(whole).toMatchObject({ status: 200, id: "r-1" });
    expect(JSON.parse(whole.text).choices[0].message.content).toBe("old");
    const streamed = await ask(undefined, {}, { stream: true, stream_options: { include_usage: true } });
    expect(streamed.text).toMatch(/data: \[DONE\]\n\n$/);
    expect(streamed.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await lines()).toMatchObject([
      {
        kind: "request",
        requestId: "r-1",
        variant: "baseline",
        status: 200,
        error: null,
        promptTokens: 1,
        completionTokens: 1,
        weight: 0,
      },
      { kind: "request", completionTokens: 1 },
    ]);
  });

  it("moves traffic by weight, live, and back to nothing when the lease is not renewed", async () => {
    const clock = fakeClock();
    const { ask, admin, servers } = await setUp({ clock });
    await admin.setWeight(0.5, 5);
    for (let index = 0; index < 40; index++) await ask(`r-${index}`);
    expect(servers.canary.requests.length).toBeGreaterThan(8);
    expect(servers.canary.requests.length).toBeLessThan(32);
    expect((await admin.state()).weights.canary).toBe(0.5);
    clock.advance(5000);
    expect((await admin.state()).weights.canary).toBe(0);
    const before = servers.canary.requests.length;
    for (let index = 0; index < 20; index++) await ask(`r-${index}`);
    expect(servers.canary.requests.length).toBe(before);
  });

  it("refuses a weight without a lease, one without a canary, and whoever has no token", async () => {
    const { admin, router } = await setUp({ canary: false });
    await expect(admin.setWeight(0.5, null)).rejects.toMatchObject({ code: "router-refused", status: 400 });
    await expect(admin.setWeight(0.5, 5)).rejects.toMatchObject({ status: 409 });
    for (const path of ["/admin/state", "/scores"])
      expect((await fetch(`${router.url}${path}`, { headers: { authorization: "Bearer wrong" } })).status).toBe(401);
  });

  it("keeps a user on one variant where a user key is set, and says so", async () => {
    const { ask, admin, lines } = await setUp({ userHeader: "x-user" });
    await admin.setWeight(0.5, 60);
    for (let index = 0; index < 10; index++) await ask(undefined, { "x-user": "ann" });
    expect(new Set((await lines()).map(({ variant }) => variant)).size).toBe(1);
    expect((await admin.state()).sticky).toBe(true);
  });

  it("loses no request while weights and variants change under load", async () => {
    const { ask, admin, upstream } = await setUp();
    let running = true;
    const statuses: number[] = [];
    const load = Promise.all(
      Array.from({ length: 8 }, async () => {
        while (running) statuses.push((await ask()).status);
      }),
    );
    for (let round = 0; round < 10; round++) {
      if (round % 2 === 0) await admin.setWeight((round % 4) / 4, 5);
      await admin.setVariants(
        round % 2
          ? { baseline: upstream("baseline"), canary: upstream("canary") }
          : { baseline: upstream("canary"), canary: null },
      );
    }
    running = false;
    await load;
    expect(statuses.length).toBeGreaterThan(20);
    expect(statuses.every((status) => status === 200)).toBe(true);
  });

  it("comes back without a canary after a restart, unless the canary was promoted", async () => {
    const { admin, start, config, deps } = await setUp();
    await admin.setWeight(0.4, 900);
    const admin2 = routerAdmin(
      { http: nodeHttp(), files: deps.files },
      { url: (await start()).url, tokenFile: config.tokenFile },
    );
    expect((await admin2.state()).weights.canary).toBe(0);
    await admin2.setWeight(1, null);
    const admin3 = routerAdmin(
      { http: nodeHttp(), files: deps.files },
      { url: (await start()).url, tokenFile: config.tokenFile },
    );
    expect((await admin3.state()).weights.canary).toBe(1);
  });

  it("answers 502 for an upstream that is gone, and logs it as the variant's error", async () => {
    const { ask, servers, lines } = await setUp();
    await servers.baseline.close();
    const answer = await ask("r-1");
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.text).error.code).toBe("upstream-unreachable");
    expect(await lines()).toMatchObject([{ status: 502, error: "upstream-unreachable", variant: "baseline" }]);
  });

  it("takes scores for requests it routed, also after a restart, and for no other", async () => {
    const { ask, admin, lines, start, config, deps } = await setUp();
    await ask("r-1");
    await admin.score({ requestId: "r-1", metric: "accuracy", value: 1 });
    await lines();
    const again = routerAdmin(
      { http: nodeHttp(), files: deps.files },
      { url: (await start()).url, tokenFile: config.tokenFile },
    );
    await again.score({ requestId: "r-1", metric: "accuracy", value: 0 });
    await expect(again.score({ requestId: "nobody", metric: "accuracy", value: 1 })).rejects.toMatchObject({
      status: 404,
    });
    expect((await lines()).filter(({ kind }) => kind === "score")).toMatchObject([
      { variant: "baseline", value: 1 },
      { variant: "baseline", value: 0 },
    ]);
  });

  it("shadows: users get the baseline's answer, the canary a copy that is logged as one", async () => {
    const { ask, router, config, lines, servers, deps } = await setUp();
    const token = (await deps.files.readText(config.tokenFile)).trim();
    await fetch(`${router.url}/admin/weights`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ canary: 1, leaseSeconds: 60, shadow: true }),
    });
    expect((await ask("r-1")).text).toContain("old");
    expect(servers.canary.requests).toHaveLength(1);
    expect((await lines()).map((line) => line.kind === "request" && [line.variant, line.shadow]).sort()).toEqual([
      ["baseline", false],
      ["canary", true],
    ]);
  });

  it("exposes the specification's metrics", async () => {
    const { ask, router, admin } = await setUp();
    await ask("r-1");
    await admin.score({ requestId: "r-1", metric: "accuracy", value: 0.5 });
    const text = await (await fetch(`${router.url}/metrics`)).text();
    for (const line of [
      'llm_requests_total{model="mail",endpoint="mail",status="200",variant="baseline"} 1',
      'llm_request_latency_seconds_bucket{model="mail",endpoint="mail",variant="baseline",le="10.0"} 1',
      'llm_tokens_total{model="mail",type="input",variant="baseline"} 1',
      'llm_quality_score{model="mail",metric="accuracy",variant="baseline"} 0.5',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(/llm_inference_cost_usd_total\{model="mail",provider="local"\} \d/);
  });

  it("keeps a user on one variant by the body's user field, and logs their bucket, not their name", async () => {
    const { router, admin, lines, servers } = await setUp({ userField: true });
    for (const server of Object.values(servers))
      server.misbehave = (_request, response) => {
        response.end("{}");
        return true;
      };
    await admin.setWeight(0.5, 60);
    for (const user of ["ann", "bob", "cleo", "dan", "eve", "fay"])
      for (let again = 0; again < 3; again++)
        await fetch(`${router.url}/v1/chat/completions`, { method: "POST", body: JSON.stringify({ user }) });
    const variants = new Map<number, Set<string>>();
    for (const line of await lines())
      if (line.kind === "request") {
        const bucket = line.userBucket as number;
        variants.set(bucket, (variants.get(bucket) ?? new Set()).add(line.variant));
        expect(line.variant).toBe(bucket < 5000 ? "canary" : "baseline");
      }
    expect([...variants.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(JSON.stringify(await lines())).not.toContain("ann");
    expect((await admin.state()).sticky).toBe(true);
  });

  it("has a score in its log when it says so, and with it all that finished before", async () => {
    const { ask, admin, deps, config } = await setUp();
    await ask("r-1");
    await admin.score({ requestId: "r-1", metric: "accuracy", value: 1 });
    const kinds = (await deps.files.readText(config.requestLog))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).kind);
    expect(kinds).toEqual(["request", "score"]);
  });

  it("names a state that no router wrote, instead of falling back to servers that may be gone", async () => {
    const { config, deps } = await setUp();
    await deps.files.writeAtomic(config.stateFile, "{");
    await expect(startRouter(deps, config)).rejects.toMatchObject({ code: "router-state-corrupt" });
  });

  it("names a port that is in use", async () => {
    const { port } = await listening((_request, response) => void response.end());
    const { config, deps } = await setUp();
    await expect(startRouter(deps, { ...config, port })).rejects.toMatchObject({ code: "port-in-use" });
  });
});

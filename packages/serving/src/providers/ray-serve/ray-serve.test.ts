import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import type { Http, HttpResponse } from "#platform";
import { answeringOnRay, fastClock, rayServingUnderTest, servingConformance } from "#testing";
import { zipOf } from "./archive.ts";
import { proxyAddress } from "./merge.ts";

const programs = join(import.meta.dirname, "../../../python");

describe("a shadow on Ray Serve", () => {
  it("is refused by name, before anything is asked of the cluster", async () => {
    const { ray, open, candidate } = await rayServingUnderTest();
    await expect(open().deploy(candidate("one"), "shadow")).rejects.toMatchObject({
      problems: [{ where: "strategy", legal: "canary, blue-green, all-at-once, rolling" }],
    });
    expect(ray.applications.size).toBe(0);
  });
});

servingConformance("ray-serve", async () => {
  const clock = fastClock(40);
  const { ray, candidate, open } = await rayServingUnderTest({}, undefined, clock);
  return {
    open: () => open(),
    candidate: (name) => candidate(name),
    broken: (name) => candidate(name, { fail: true }),
    ask: async () => answeringOnRay(ray),
    pass: (seconds) => clock.sleep(seconds * 1000),
  };
});

describe("deploying to Ray Serve", () => {
  it("never touches applications that it did not make", async () => {
    const { ray, open, candidate } = await rayServingUnderTest();
    const other = { name: "shop", route_prefix: "/shop", import_path: "shop:app", args: { a: 1 } };
    await ray.http.send({
      method: "PUT",
      url: "http://ray.example:8265/api/serve/applications/",
      body: JSON.stringify({ http_options: { host: "10.1.1.1", port: 8123 }, applications: [other] }),
    });
    const deployment = await open().deploy(candidate("one"), "canary");
    expect(deployment.url).toBe("http://ray.example:8123/mail/v1");
    await open().deploy(candidate("two"), "all-at-once");
    await open().stop();
    expect([...ray.applications].map(([name, { config }]) => [name, config])).toEqual([["shop", other]]);
    expect(ray.puts.every((put) => JSON.stringify(put).includes('"host":"10.1.1.1"'))).toBe(true);
  });

  it("refuses a name that is somebody else's, and an endpoint that is no name", async () => {
    const { ray, open, candidate } = await rayServingUnderTest();
    await ray.http.send({
      method: "PUT",
      url: "http://ray.example:8265/api/serve/applications/",
      body: JSON.stringify({ applications: [{ name: "mail", route_prefix: "/mail", import_path: "a:b" }] }),
    });
    await expect(open().deploy(candidate("one"), "canary")).rejects.toMatchObject({ code: "name-taken" });
    for (const endpoint of ["Mail", "a--b", "", "-a", "a/b"])
      expect(() => open(ray.http, { endpoint })).toThrow(/no name/);
  });

  it("gives up at its own deadline when nothing comes of a config that was taken", async () => {
    const { open, candidate, ray, config } = await rayServingUnderTest();
    const stuck = { "import-path": "m:a", args: { stuck: true }, "runtime-env": {}, deployments: [] };
    const model = { ...config.model, application: stuck };
    await expect(open(ray.http, { model }).deploy(candidate("one"), "canary")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("after 30 s"),
    });
    expect(ray.applications.size).toBe(0);
  });

  it("says who answers in a Ray head's place, that nobody does, and that the token is wrong", async () => {
    const { open, candidate, deps } = await rayServingUnderTest({}, "right");
    await expect(open().describe()).rejects.toMatchObject({ code: "ray-unauthorized", status: 401 });
    const { open: withToken } = await rayServingUnderTest({ token: "right" }, "right");
    expect(await withToken().describe()).toBeUndefined();
    const page: Http = { send: async () => answerOf("<p>") };
    await expect(open(page).deploy(candidate("one"), "canary")).rejects.toMatchObject({
      code: "ray-not-there",
    });
    await expect(open(deps.http, { address: "http://127.0.0.1:9" }).describe()).rejects.toMatchObject({
      code: "ray-unreachable",
      retryable: true,
    });
  });

  it("writes plan, previous config and a copy of the record before traffic moves", async () => {
    const { open, candidate, deps, config } = await rayServingUnderTest();
    const home = join(config.stateDir, "deployments/mail");
    await open().deploy(candidate("one"), "canary");
    const before = await open().describe();
    await open().deploy(candidate("two"), "canary");
    const previous = JSON.parse(await deps.files.readText(join(home, "previous-config.json")));
    const router = previous.applications.find(({ name }: { name: string }) => name === "mail");
    expect(router.deployments[0].user_config.record).toEqual(before);
    expect(await deps.files.readText(join(home, "rollback-plan.md"))).toContain("previous-config.json");
    expect(JSON.parse(await deps.files.readText(join(home, "deployment.json")))).toEqual(await open().describe());
  });

  it("brings its own router along when the one that runs is another version's, and its traffic stays", async () => {
    const { open, candidate, ray, deps, config } = await rayServingUnderTest();
    await open().deploy(candidate("one"), "canary");
    const newer = join(deps.workspace, "programs");
    await deps.files.copy(config.programs, newer);
    await deps.files.append(join(newer, "genai_mlops_router.py"), "# newer\n");
    await open(ray.http, { programs: newer }).deploy(candidate("two"), "canary");
    expect(ray.packages.size).toBe(2);
    expect(ray.applications.get("mail")?.config["runtime_env"]).toMatchObject({
      working_dir: `gcs://${[...ray.packages.keys()][1]}`,
    });
    expect(answeringOnRay(ray)).toBe("one");
  });

  it("sees that another writer took its change away, and makes it again", async () => {
    const { open, candidate, ray } = await rayServingUnderTest();
    await open().deploy(candidate("one"), "canary");
    await open().deploy(candidate("two"), "canary");
    let stolen = 0;
    const contested: Http = {
      async send(request) {
        const before = structuredClone(ray.puts.at(-1));
        const response = await ray.http.send(request);
        if (request.method === "PUT" && stolen++ === 0)
          await ray.http.send({ ...request, body: JSON.stringify(before) });
        return response;
      },
    };
    expect((await open(contested).setWeight(0.5, 60)).canary).toBe(0.5);
    expect((await open().weights()).canary).toBe(0.5);
    expect(stolen).toBeGreaterThan(1);
  });
});

describe("what travels to the cluster", () => {
  it("is a ZIP that Python reads, the same for the same files", () => {
    const contents = { "b.py": Buffer.from("x = 'ü'\n"), "a.py": Buffer.from("") };
    const path = join(mkdtempSync(join(tmpdir(), "zip-")), "x.zip");
    writeFileSync(path, zipOf(contents));
    const script =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read('b.py').decode())";
    expect(execFileSync("python3", ["-c", script, path], { encoding: "utf8" })).toBe(
      "None ['a.py', 'b.py'] x = 'ü'\n\n",
    );
    expect(zipOf(contents)).toEqual(zipOf({ "a.py": contents["a.py"], "b.py": contents["b.py"] }));
  });

  it.each([
    ["splits by leases", "test_lease"],
    ["leaves nothing of an engine behind", "test_guard"],
  ])("%s, as its own tests say", (_what, test) => {
    const options = { cwd: programs, env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" }, stdio: "pipe" } as const;
    expect(() => execFileSync("python3", ["-m", "unittest", "-q", test], options)).not.toThrow();
  });

  it("finds Serve's proxy on the replica's node, or on the head when there is none elsewhere", () => {
    const http = { host: "0.0.0.0", port: 8000 };
    const details = { controller_info: { node_ip: "10.0.0.7" }, applications: {} };
    expect(proxyAddress(details, http)).toBe("http://127.0.0.1:8000");
    expect(proxyAddress({ ...details, proxy_location: "HeadOnly" }, http)).toBe("http://10.0.0.7:8000");
    expect(proxyAddress(details, { host: "10.0.0.9", port: 80 })).toBe("http://10.0.0.9:80");
  });
});

/** Some page, with status 200. */
function answerOf(page: string): HttpResponse {
  const notJson = new ToolkitError({ code: "http-not-json", status: 200, message: "text/html, which is not JSON" });
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(page);
  }
  return {
    status: 200,
    headers: new Map([["content-type", "text/html"]]),
    body: body(),
    text: async () => page,
    json: () => Promise.reject(notJson),
  };
}

import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { fakeClock, recordedLog, seededRandom } from "#testing";
import type { HttpResponse } from "./http.ts";
import { maskedSecrets } from "./node/secrets.ts";
import { isUnanswered, loggedRetries, retryAfterMs, sendWithRetry, withRetry } from "./retry.ts";

const ports = () => ({ clock: fakeClock(0), random: seededRandom(1) });
const answer = (status: number, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: new Map(Object.entries(headers)),
  body: (async function* () {})(),
  text: async () => "",
  json: async () => ({}),
});

describe("withRetry", () => {
  it("repeats what may succeed later, and only that", async () => {
    let calls = 0;
    const flaky = async () => {
      calls += 1;
      if (calls < 3) throw new ToolkitError({ code: "busy", retryable: true, message: "busy" });
      return calls;
    };
    expect(await withRetry(ports(), flaky)).toBe(3);
    await expect(
      withRetry(ports(), async () => Promise.reject(new ToolkitError({ code: "bad", message: "bad" }))),
    ).rejects.toThrow("bad");
  });

  it("gives up after its attempts with the last error", async () => {
    let calls = 0;
    const broken = async () => {
      calls += 1;
      throw new ToolkitError({ code: "busy", retryable: true, message: `busy ${calls}` });
    };
    await expect(withRetry(ports(), broken, { attempts: 3 })).rejects.toThrow("busy 3");
  });
});

describe("sendWithRetry", () => {
  it("waits as long as Retry-After says", async () => {
    const given = ports();
    const answers = [answer(429, { "retry-after": "7" }), answer(200)];
    const http = { send: async () => answers.shift() ?? answer(500) };
    expect((await sendWithRetry({ ...given, http }, { url: "http://x" })).status).toBe(200);
    expect(given.clock.now()).toBe(7000);
  });

  it("never repeats another 4xx, and hands over the last answer of a storm", async () => {
    let calls = 0;
    const http = (status: number) => ({
      send: async () => {
        calls += 1;
        return answer(status);
      },
    });
    expect((await sendWithRetry({ ...ports(), http: http(422) }, { url: "http://x" })).status).toBe(422);
    expect(calls).toBe(1);
    expect((await sendWithRetry({ ...ports(), http: http(503) }, { url: "http://x" }, { attempts: 3 })).status).toBe(
      503,
    );
    expect(calls).toBe(4);
  });
});

describe("retryAfterMs", () => {
  const headers = (value: string) => new Map([["retry-after", value]]);

  it("reads seconds and dates, and caps them", () => {
    expect(retryAfterMs(headers("2"), 0)).toBe(2000);
    expect(retryAfterMs(headers("Thu, 01 Jan 1970 00:00:05 GMT"), 1000)).toBe(4000);
    expect(retryAfterMs(headers("86400"), 0)).toBe(120_000);
    expect(retryAfterMs(headers("soon"), 0)).toBeUndefined();
  });
});

describe("what is said of retries", () => {
  it("is who was asked, what failed, and when the next attempt follows", () => {
    const log = recordedLog(maskedSecrets());
    loggedRetries(log, "MLflow")(1, "HTTP 503", 1234);
    loggedRetries(log)(4, "Vertex AI: HTTP 429", 20_000);
    expect(log.lines).toEqual([
      "info: MLflow: HTTP 503; attempt 2 follows in 1.2 s",
      "info: Vertex AI: HTTP 429; attempt 5 follows in 20 s",
    ]);
  });

  it("tells no answer from an answer that says no", () => {
    const failed = (code: string) => new ToolkitError({ code, message: "" });
    for (const code of ["http-unreachable", "http-timeout"]) expect(isUnanswered(failed(code))).toBe(true);
    for (const code of ["http-not-json", "mlflow-unreachable"]) expect(isUnanswered(failed(code))).toBe(false);
    expect(isUnanswered(new Error("http-timeout"))).toBe(false);
  });
});

import { ToolkitError } from "#contracts";
import type { Http, HttpRequest, HttpResponse } from "#platform";
import { bytesOf } from "../body-bytes.ts";

export interface CloudCall {
  method: string;
  url: URL;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  body: Buffer;
  /** The connection broke after these bytes of the body. */
  cut: boolean;
}

export interface CloudAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** What goes wrong with one call: an answer of its own, no answer at all, or a cut after some bytes of the body. */
export type CloudFault = CloudAnswer | { lost: "before" | "after" } | { cutAfter: number };

export interface FakeCloud {
  /** Without a socket. */
  http: Http;
  /** Every call as `METHOD /path`, in order. */
  calls: string[];
  /** Asked before each call; what it gives happens to the call instead. */
  fault: (call: CloudCall, count: number) => CloudFault | undefined;
  handle(call: CloudCall): CloudAnswer;
}

export const jsonAnswer = (status: number, value: unknown, headers: Record<string, string> = {}): CloudAnswer => ({
  status,
  headers: { "content-type": "application/json; charset=UTF-8", ...headers },
  body: JSON.stringify(value),
});

/** A cloud's fake: `handle` refuses what the cloud would. */
export function fakeCloud(handle: (call: CloudCall) => CloudAnswer, now: () => number): FakeCloud {
  const fake: FakeCloud = { http: { send }, calls: [], fault: () => undefined, handle };

  async function send({ method = "GET", url, headers, body }: HttpRequest): Promise<HttpResponse> {
    const bytes = await bytesOf(body);
    const names = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
    const call: CloudCall = { method, url: new URL(url), headers: new Map(names), body: bytes, cut: false };
    fake.calls.push(`${method} ${call.url.pathname}`);
    const fault = fake.fault(call, fake.calls.length);
    if (fault && "status" in fault) return response(fault, now());
    if (fault && "lost" in fault && fault.lost === "before") throw broken(call.url, "http-timeout");
    if (fault && "cutAfter" in fault && method !== "GET") {
      fake.handle({ ...call, body: bytes.subarray(0, fault.cutAfter), cut: true });
      throw broken(call.url, "http-unreachable");
    }
    const answer = response(fake.handle(call), now());
    if (fault && "lost" in fault) throw broken(call.url, "http-timeout");
    if (!fault) return answer;
    const cutAfter = (fault as { cutAfter: number }).cutAfter;
    const cutBody = (async function* () {
      yield Buffer.from(await answer.text()).subarray(0, cutAfter);
      throw broken(call.url, "http-unreachable");
    })();
    return { ...answer, body: cutBody };
  }

  return fake;
}

function response({ status, headers = {}, body = "" }: CloudAnswer, now: number): HttpResponse {
  const content = Buffer.from(body as Uint8Array);
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    status,
    headers: new Map([...named, ["date", new Date(now).toUTCString()]]),
    body: (async function* () {
      // in pieces, so that a reader that forgets one is seen
      for (let start = 0; start < content.length; start += 65_535) yield content.subarray(start, start + 65_535);
    })(),
    text: async () => content.toString("utf8"),
    async json() {
      try {
        return JSON.parse(content.toString("utf8")) as unknown;
      } catch {
        throw new ToolkitError({ code: "http-not-json", status, message: "not JSON" });
      }
    },
  };
}

const broken = ({ origin }: URL, code: "http-timeout" | "http-unreachable"): ToolkitError =>
  new ToolkitError({ code, retryable: true, message: `${origin} could not be reached (${code})` });

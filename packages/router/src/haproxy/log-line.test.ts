import { describe, expect, it } from "vitest";
import { requestLineSchema } from "#contracts";
import { droppedBy, linesOf } from "./log-line.ts";

const line = (more: object = {}): string =>
  JSON.stringify({
    time: "1795610996078",
    requestId: "r",
    variant: "canary",
    server: "own",
    status: "200",
    ended: "--",
    latencyMs: "21",
    weight: "0.5",
    bucket: "184",
    ...more,
  });
const of = (text: string) => linesOf(text, (milliseconds) => new Date(milliseconds).toISOString());

describe("how a request ended by HAProxy's letters", () => {
  it("is told in our log's words", () => {
    for (const [ended, status, expected] of [
      ["--", 200, [200, null]],
      ["--", 400, [400, null]],
      ["CD", 200, [499, "client-gone"]],
      ["cD", 200, [499, "client-gone"]],
      ["CH", -1, [499, "client-gone"]],
      ["SC", 503, [503, "upstream-unreachable"]],
      ["sC", 503, [503, "upstream-unreachable"]],
      ["SH", 502, [502, "upstream-unreachable"]],
      ["sH", 504, [504, "upstream-timeout"]],
      ["sD", 200, [200, "upstream-timeout"]],
      ["SD", 200, [200, "upstream-cut"]],
      ["PH", 502, [502, "haproxy-PH"]],
      ["RC", 500, [500, "haproxy-RC"]],
      ["ZZ", 200, [200, "haproxy-ZZ"]],
    ] as const) {
      const lines = of(line({ ended, status: String(status) }));
      expect([ended, lines?.map((each) => [each.status, each.error])]).toEqual([ended, [expected]]);
      for (const each of lines ?? []) expect(requestLineSchema.safeParse(each).success).toBe(true);
    }
  });

  it("is two lines where the other variant answered, and the first blames whose turn it was", () => {
    expect(of(line({ server: "other" }))).toMatchObject([
      { variant: "canary", status: 502, error: "upstream-unreachable" },
      { variant: "baseline", status: 200, error: null, latencyMs: 21 },
    ]);
  });

  it("has a bucket only where a user chose the variant", () => {
    expect(of(line())?.[0]).not.toHaveProperty("userBucket");
    expect(of(line({ sticky: "yes" }))).toMatchObject([{ userBucket: 184 }]);
  });
});

describe("a line that is none", () => {
  it("is not passed over", () => {
    for (const text of [
      "",
      "{",
      "3",
      "null",
      line({ status: "abc" }),
      line({ weight: "2" }),
      line({ variant: "third" }),
      line({ ended: "-" }),
      line({ time: "soon" }),
    ])
      expect([text, of(text)]).toEqual([text, undefined]);
  });

  it("is nothing where HAProxy could not even read a request", () => {
    for (const variant of ["", "-"]) expect(of(line({ variant, weight: "-", bucket: "", ended: "CR" }))).toEqual([]);
  });

  it("counts what HAProxy had no room for", () => {
    expect(["1 event dropped", "1565 events dropped", "events dropped", line()].map(droppedBy)).toEqual([
      1, 1565, 0, 0,
    ]);
  });
});

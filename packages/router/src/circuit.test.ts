import { describe, expect, it } from "vitest";
import { Circuit, Circuits, type Pass } from "./circuit.ts";

const newCircuit = () => new Circuit(() => ({ failures: 3, openMs: 1000 }));
const fail = (circuit: Circuit, times: number, now: number): void => {
  for (let time = 0; time < times; time++) circuit.failed(circuit.enter(now) as Pass, now);
};

describe("a circuit", () => {
  it("opens after so many failures in a row, and not by as many with a success between", () => {
    const circuit = newCircuit();
    fail(circuit, 2, 0);
    circuit.succeeded(circuit.enter(0) as Pass);
    fail(circuit, 2, 0);
    expect(circuit.enter(0)).toBe("closed");
    fail(circuit, 1, 0);
    expect(circuit.enter(0)).toBeUndefined();
    expect(circuit.state(999)).toBe("open");
  });

  it("lets one request try after its time, and closes by that one", () => {
    const circuit = newCircuit();
    fail(circuit, 3, 0);
    expect(circuit.enter(999)).toBeUndefined();
    expect(circuit.state(1000)).toBe("half-open");
    expect(circuit.enter(1000)).toBe("probe");
    expect(circuit.enter(1000)).toBeUndefined();
    circuit.succeeded("probe");
    expect(circuit.enter(1000)).toBe("closed");
  });

  it("opens anew by a trial that fails, and lets the next one try when its client left", () => {
    const circuit = newCircuit();
    fail(circuit, 3, 0);
    fail(circuit, 1, 1000);
    expect(circuit.enter(1999)).toBeUndefined();
    expect(circuit.enter(2000)).toBe("probe");
    circuit.unknown("probe");
    expect(circuit.enter(2000)).toBe("probe");
  });

  it("is not closed by the late answer of a request that went off before it opened", () => {
    const circuit = newCircuit();
    const early = circuit.enter(0) as Pass;
    fail(circuit, 3, 0);
    circuit.succeeded(early);
    expect(circuit.enter(1)).toBeUndefined();
  });

  it("belongs to an address: another server begins with a closed one", () => {
    const circuits = new Circuits(() => ({ failures: 1, openMs: 1000 }));
    fail(circuits.of("http://a"), 1, 0);
    expect(circuits.of("http://a").enter(0)).toBeUndefined();
    expect(circuits.of("http://b").enter(0)).toBe("closed");
    circuits.keep(["http://b"]);
    expect(circuits.of("http://a").enter(0)).toBe("closed");
  });
});

import { describe, expect, it } from "vitest";
import { fakeClock } from "#testing";
import { liveComment } from "./live-comment.ts";

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe("liveComment", () => {
  it("writes at once, then every 20 seconds at most, whatever the pace", async () => {
    const clock = fakeClock();
    const written: string[] = [];
    const live = liveComment(clock, async (markdown) => void written.push(markdown));
    for (let second = 0; second <= 45; second++) {
      live.update(`${second}/400`);
      await soon();
      clock.advance(1000);
    }
    expect(written).toEqual(["0/400", "20/400", "40/400"]);
  });

  it("never writes twice at once, and is silent once it has settled", async () => {
    const clock = fakeClock();
    const release: (() => void)[] = [];
    let writing = 0;
    const live = liveComment(clock, async () => {
      writing += 1;
      await new Promise<void>((resolve) => release.push(resolve));
    });
    live.update("one");
    clock.advance(60_000);
    live.update("two");
    expect(writing).toBe(1);
    let settled = false;
    const settling = live.settle().then(() => {
      settled = true;
    });
    await soon();
    expect(settled).toBe(false);
    release[0]?.();
    await settling;
    clock.advance(60_000);
    live.update("three");
    expect(writing).toBe(1);
  });

  it("gives up after a failure and throws nowhere", async () => {
    const clock = fakeClock();
    let tries = 0;
    const live = liveComment(clock, async () => {
      tries += 1;
      throw new Error("forbidden");
    });
    for (let index = 0; index < 3; index++) {
      live.update("x");
      await soon();
      clock.advance(60_000);
    }
    await live.settle();
    expect(tries).toBe(1);
  });
});

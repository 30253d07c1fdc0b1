import { describe, expect, it } from "vitest";
import { fakeClock } from "#testing";
import { renewedToken, type Token } from "./renewed-token.ts";

function counted(lifeMs: number) {
  const clock = fakeClock();
  let count = 0;
  const fetchToken = async (): Promise<Token> => {
    count += 1;
    return { value: `token-${count}`, endsAt: clock.now() + lifeMs };
  };
  return { clock, token: renewedToken(clock, fetchToken), count: () => count };
}

describe("a token that is renewed", () => {
  it("is fetched once for all who ask at the same time, and kept until shortly before its end", async () => {
    const { clock, token, count } = counted(3_600_000);
    expect(await Promise.all([token.current(), token.current()])).toEqual(["token-1", "token-1"]);
    clock.advance(3_299_000);
    expect(await token.current()).toBe("token-1");
    clock.advance(2000);
    expect(await token.current()).toBe("token-2");
    expect(count()).toBe(2);
  });

  it("is not fetched all the time when it lives only minutes", async () => {
    const { clock, token } = counted(240_000);
    await token.current();
    clock.advance(119_000);
    expect(await token.current()).toBe("token-1");
    clock.advance(2000);
    expect(await token.current()).toBe("token-2");
  });

  it("is fetched anew when somebody refused it, once however many heard that", async () => {
    const { token } = counted(3_600_000);
    const value = await token.current();
    token.refused(value);
    expect(await token.current()).toBe("token-2");
    token.refused(value);
    expect(await token.current()).toBe("token-2");
  });

  it("does not keep a failure", async () => {
    const clock = fakeClock();
    let works = false;
    const token = renewedToken(clock, async () => {
      if (!works) throw new Error("not yet");
      return { value: "t", endsAt: clock.now() + 1000 };
    });
    await expect(token.current()).rejects.toThrow("not yet");
    works = true;
    expect(await token.current()).toBe("t");
  });
});

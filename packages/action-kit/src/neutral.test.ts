import fc from "fast-check";
import { expect, it } from "vitest";
import { neutral } from "./neutral.ts";

it("leaves no line that a runner would take as a command", () => {
  const fragments = fc.array(fc.constantFrom("::", ":", "set-env name=X", "##[", "#", " ", "\t", "\n", "\r", "text"), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fragments, (parts) => {
      const shown = neutral(parts.join(""));
      const commands = shown
        .split(/\r\n|\r|\n/)
        .filter((line) => line.trimStart().startsWith("::") || line.includes("##["));
      return commands.length === 0;
    }),
  );
  expect(neutral("a :: b")).toBe("a :: b");
});

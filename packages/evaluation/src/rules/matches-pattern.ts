import { InputError } from "#contracts";
import { withinTime } from "./time-limit.ts";

/** Milliseconds for one text; a sound pattern needs none of them. */
const limit = 250;
/** Texts that a pattern may not come to an end of, before it is the pattern that is at fault. */
const patience = 5;

/**
 * Whether a text matches a regular expression of the user's, in Unicode mode, anywhere unless it is anchored.
 *
 * @returns a function that gives undefined for a text that the pattern did not come to an end of in time: that is no
 * data, neither a match nor a miss, since what the user wants of the pattern is not known here
 * @throws InputError for a pattern that is none; and later for one that backtracks without end again and again
 */
export function matchesPattern(pattern: string, where = "pattern"): (text: string) => boolean | undefined {
  const expression = compile(pattern, where);
  let endless = 0;
  return (text) => {
    const found = withinTime(limit, () => expression.test(text));
    if (!found && ++endless >= patience)
      throw new InputError(
        [
          {
            where,
            problem: `/${pattern}/u did not come to an end within ${limit} ms for ${endless} texts`,
            legal: "a pattern that does not repeat what repeats, as (a+)+ does",
          },
        ],
        "pattern-too-slow",
      );
    return found?.result;
  };
}

function compile(pattern: string, where: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch (error) {
    throw new InputError(
      [{ where, problem: (error as Error).message, legal: "a regular expression of JavaScript, read with the flag u" }],
      "bad-pattern",
    );
  }
}

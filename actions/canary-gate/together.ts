import { InputError, type Problem, problemLine } from "#contracts";

/** Both, or one InputError with all that is wrong with either: a user mends a workflow in one go. */
export async function together<First, Second>(
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<[First, Second]> {
  const [one, other] = await Promise.allSettled([first(), second()]);
  if (one.status === "fulfilled" && other.status === "fulfilled") return [one.value, other.value];
  const failures = [one, other].flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
  const problems = failures.flatMap((error) => (error instanceof InputError ? error.problems : []));
  if (failures.every((error) => error instanceof InputError) && failures.length > 1)
    throw new InputError(withoutDoubles(problems));
  throw failures[0];
}

const withoutDoubles = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [problemLine(problem), problem])).values(),
];

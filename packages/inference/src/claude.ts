/**
 * What a Claude model takes, by the generation in its name (vendor's migration guides): from 4.7 on no temperature, from 5
 * on no forced tool (it thinks by itself), but a schema for its text. A name without a generation is taken for a new one.
 */
export function claudeTraits(model: string): { temperature: boolean; forcedTool: boolean } {
  const [, major, minor = "0"] = /claude-(?:[a-z]+-)?(\d+)(?:[-.](\d{1,2})(?!\d))?/.exec(model) ?? [];
  const generation = major === undefined ? Number.POSITIVE_INFINITY : Number(major) + Number(minor) / 100;
  return { temperature: generation < 4.07, forcedTool: generation < 5 };
}

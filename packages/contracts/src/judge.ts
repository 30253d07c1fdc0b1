import * as z from "zod";

const criterionSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "a lower-case word, hyphens allowed"),
  /** What the judge looks at, as it is told. */
  text: z.string().min(1),
  weight: z.number().positive().default(1),
});
export type JudgeCriterion = z.infer<typeof criterionSchema>;

const exampleSchema = z.strictObject({
  prompt: z.string(),
  response: z.string(),
  /** On the rubric's scale, every criterion. */
  scores: z.record(z.string(), z.number()),
});

/** What a judge scores by: `judge.rubric` of evaluation.yaml. */
export const judgeRubricSchema = z
  .strictObject({
    name: z.string().min(1),
    scale: z.strictObject({ min: z.number(), max: z.number() }),
    criteria: z.array(criterionSchema).min(1).max(20),
    /**
     * Where the score of an answer comes from: `asked` of the judge beside the criteria, as the specification does, or the
     * `weighted` mean of the criteria.
     */
    overall: z.enum(["asked", "weighted"]).default("weighted"),
    /** Told to the judge before anything else. */
    instructions: z.string().optional(),
    examples: z.array(exampleSchema).max(20).default([]),
  })
  .superRefine(({ scale, criteria, examples }, context) => {
    const problem = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: "custom", path, message });
    if (!(scale.min < scale.max)) problem(["scale"], "min has to be below max");
    const names = criteria.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) !== index) problem(["criteria", index, "name"], `"${name}" is given twice`);
      if (["score", "nonce"].includes(name)) problem(["criteria", index, "name"], `"${name}" is the answer's own word`);
    }
    for (const [index, { scores }] of examples.entries()) {
      for (const name of names)
        if (scores[name] === undefined) problem(["examples", index, "scores"], `lacks "${name}"`);
      for (const [name, score] of Object.entries(scores)) {
        if (!names.includes(name)) problem(["examples", index, "scores", name], "is no criterion");
        else if (!(score >= scale.min && score <= scale.max))
          problem(["examples", index, "scores", name], `${score} is off the scale`);
      }
    }
  });
export type JudgeRubric = z.infer<typeof judgeRubricSchema>;

const judgeModelSchema = z.strictObject({
  provider: z.enum(["openai", "azure-openai", "anthropic", "bedrock", "vertex", "openai-compatible"]).default("openai"),
  model: z.string().min(1).default("gpt-4o"),
  /** Address of an `openai-compatible` server, up to and with `/v1`. */
  endpoint: z.url().optional(),
});
export type JudgeModelConfig = z.infer<typeof judgeModelSchema>;

/** `judge:` of evaluation.yaml. */
export const judgeConfigSchema = z
  .strictObject({
    /** Several are a panel. */
    models: z
      .array(judgeModelSchema)
      .min(1)
      .max(9)
      .default([{ provider: "openai", model: "gpt-4o" }]),
    /** The specification's own when it is left out. */
    rubric: judgeRubricSchema.optional(),
    /** From three on the judge's variance is told apart from the answers'. */
    repeats: z.int().min(1).max(20).default(1),
    /** Null leaves it to the model; some take none. */
    temperature: z.number().min(0).max(2).nullable().default(0),
    maxTokens: z.int().min(16).max(32_768).default(1024),
    /** How the scores of a panel become one. */
    panel: z.enum(["mean", "median", "majority"]).default("mean"),
    /** In [0, 1]: from where on an answer passes in a majority's vote. */
    passAt: z.number().min(0).max(1).default(0.5),
    /** Also compare with the baseline's answers, in both orders. */
    pairwise: z.boolean().default(false),
  })
  .superRefine(({ models }, context) => {
    const names = models.map(({ provider, model, endpoint }) => [provider, model, endpoint].join(" "));
    for (const [index, { provider, endpoint }] of models.entries()) {
      if ((provider === "openai-compatible") !== (endpoint !== undefined))
        context.addIssue({
          code: "custom",
          path: ["models", index, "endpoint"],
          message: "belongs to openai-compatible, and is needed there",
        });
      // its answers would be found in the cache, and agree with themselves
      if (names.indexOf(names[index] as string) !== index)
        context.addIssue({ code: "custom", path: ["models", index], message: "is in the panel twice; use repeats" });
    }
  });
export type JudgeConfig = z.infer<typeof judgeConfigSchema>;

/** What judges made of one row. */
export const judgedSchema = z.strictObject({
  /** In [0, 1], 1 the best of the scale; null is missing data, never 0. */
  score: z.number().min(0).max(1).nullable(),
  /** In [0, 1] too, the mean of what was answered; null where no judge said it. */
  criteria: z.record(z.string(), z.number().min(0).max(1).nullable()),
  /** Score of each answer asked for, judge by judge, repeat by repeat. */
  repeats: z.array(z.number().min(0).max(1).nullable()),
  /** Code of why the score is missing. */
  error: z.string().optional(),
  promptTokens: z.int().min(0),
  completionTokens: z.int().min(0),
  /** Spent for this row in this run; null when a price or a count of tokens is unknown. */
  usd: z.number().min(0).nullable(),
});
export type Judged = z.infer<typeof judgedSchema>;

import * as z from "zod";

/**
 * Content of a model package's card, by Amazon's "Model package model card schema" (SageMaker developer guide, model
 * registry): the model card schema, whose overview has but two members, and no details of a package.
 */
const short = z.string().max(1024);
const long = z.string().max(2048);
const metric = z.strictObject({
  name: z.string().regex(/.{1,255}/),
  notes: short.optional(),
  type: z.enum(["number", "string", "boolean", "linear_graph", "bar_chart", "matrix"]),
  value: z.unknown(),
});
const metricGroup = z.strictObject({ name: z.string().regex(/.{1,63}/), metric_data: z.array(metric) });
const property = z.strictObject({ name: z.string().regex(/.{1,255}/), value: z.string().regex(/.{1,255}/) });
const image = z.array(z.string().max(1024)).max(15);

const cardSchema = z.strictObject({
  model_overview: z.strictObject({ model_creator: short.optional(), model_artifact: image.optional() }).optional(),
  intended_uses: z
    .strictObject({
      purpose_of_model: long.optional(),
      intended_uses: long.optional(),
      factors_affecting_model_efficiency: long.optional(),
      risk_rating: z.enum(["High", "Medium", "Low", "Unknown"]).optional(),
      explanations_for_risk_rating: long.optional(),
    })
    .optional(),
  business_details: z
    .strictObject({
      business_problem: long.optional(),
      business_stakeholders: long.optional(),
      line_of_business: long.optional(),
    })
    .optional(),
  training_details: z
    .strictObject({
      objective_function: z.strictObject({ function: z.unknown(), notes: short.optional() }).optional(),
      training_observations: short.optional(),
      training_job_details: z
        .strictObject({
          training_arn: short.optional(),
          training_datasets: image.optional(),
          training_environment: z.strictObject({ container_image: image.optional() }).optional(),
          training_metrics: z
            .array(z.strictObject({ name: z.string(), notes: short.optional(), value: z.number() }))
            .max(50)
            .optional(),
          user_provided_training_metrics: z
            .array(z.strictObject({ name: z.string(), notes: short.optional(), value: z.number() }))
            .max(50)
            .optional(),
          hyper_parameters: z.array(property).max(100).optional(),
          user_provided_hyper_parameters: z.array(property).max(100).optional(),
        })
        .optional(),
    })
    .optional(),
  evaluation_details: z
    .array(
      z.strictObject({
        name: z.string().regex(/.{1,63}/),
        evaluation_observation: long.optional(),
        evaluation_job_arn: short.optional(),
        datasets: z.array(z.string().max(1024)).max(10).optional(),
        metadata: z.record(z.string(), z.string()).optional(),
        metric_groups: z.array(metricGroup).optional(),
      }),
    )
    .optional(),
  additional_information: z
    .strictObject({
      ethical_considerations: long.optional(),
      caveats_and_recommendations: long.optional(),
      custom_details: z.record(z.string().max(1024), z.string().max(1024)).optional(),
    })
    .optional(),
});

export function modelCardProblems(content: string): string[] {
  let card: unknown;
  try {
    card = JSON.parse(content);
  } catch {
    return ["it is no JSON"];
  }
  const parsed = cardSchema.safeParse(card);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

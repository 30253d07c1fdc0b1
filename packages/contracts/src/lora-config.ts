import * as z from "zod";

/** `configs/lora.yaml` of the user's repository: what the recipe trains and how. */
export const loraConfigSchema = z.strictObject({
  schemaVersion: z.literal(1),
  lora: z
    .strictObject({
      r: z.int().min(1).max(512).default(16),
      alpha: z.number().positive().default(32),
      dropout: z.number().min(0).max(0.9).default(0.05),
      /** Names of linear layers, or all of them. */
      target_modules: z.union([z.literal("all-linear"), z.array(z.string()).min(1)]).default("all-linear"),
      /** Adapters on this many of the last layers only: no gradient has to reach the ones below. All of them when null. */
      top_layers: z.int().min(1).nullable().default(null),
    })
    .prefault({}),
  training: z
    .strictObject({
      epochs: z.number().positive().max(1000).default(1),
      /** Optimizer steps; wins over `epochs`. */
      max_steps: z.int().min(1).nullable().default(null),
      batch_size: z.int().min(1).default(8),
      gradient_accumulation: z.int().min(1).default(1),
      gradient_checkpointing: z.boolean().default(false),
      learning_rate: z.number().positive().max(1).default(0.0002),
      scheduler: z.enum(["constant", "linear", "cosine"]).default("cosine"),
      warmup_steps: z.int().min(0).default(0),
      weight_decay: z.number().min(0).max(1).default(0),
      /** A name that transformers knows, such as adamw_torch; its own choice when null. */
      optimizer: z.string().nullable().default(null),
      /** Tokens of an example at most; the prompt is cut, the answer never. */
      max_length: z.int().min(16).default(512),
      /** CPU threads; as many as there are cores when null. */
      threads: z.int().min(1).nullable().default(null),
      /** How float32 matrices are multiplied where the processor has bfloat16 instructions; weights stay float32. */
      matmul: z.enum(["float32", "bfloat16"]).default("float32"),
      logging_steps: z.int().min(1).default(5),
      /** Once an epoch when null. */
      evaluation_steps: z.int().min(1).nullable().default(null),
      checkpoint_steps: z.int().min(1).default(50),
      /** Validation examples that the loss is computed on while training. */
      validation_rows: z.int().min(1).default(128),
    })
    .prefault({}),
});
export type LoraConfig = z.infer<typeof loraConfigSchema>;

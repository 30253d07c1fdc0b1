import * as z from "zod";
import { deploymentSchema } from "#contracts";

/** One application of the config that Serve is given; what we do not know of it is kept as it is. */
export const applicationSchema = z.looseObject({
  name: z.string(),
  route_prefix: z.string().nullish(),
  import_path: z.string(),
  runtime_env: z.looseObject({ env_vars: z.record(z.string(), z.string()).optional() }).optional(),
  deployments: z.array(z.looseObject({ name: z.string(), user_config: z.unknown().optional() })).optional(),
  args: z.record(z.string(), z.unknown()).optional(),
});
export type RayApplication = z.infer<typeof applicationSchema>;

/** What of GET /api/serve/applications/ is read, after Ray 2.60's ServeInstanceDetails. */
export const detailsSchema = z.looseObject({
  proxy_location: z.string().nullish(),
  http_options: z.looseObject({ host: z.string(), port: z.int(), root_path: z.string().default("") }).nullish(),
  grpc_options: z.looseObject({}).nullish(),
  target_capacity: z.number().nullish(),
  controller_info: z.looseObject({ node_ip: z.string().nullish() }),
  applications: z.record(
    z.string(),
    z.looseObject({
      status: z.string(),
      message: z.string(),
      source: z.string().optional(),
      deployed_app_config: applicationSchema.nullish(),
      deployments: z.record(z.string(), z.looseObject({ status: z.string(), message: z.string() })),
    }),
  ),
});
export type RayDetails = z.infer<typeof detailsSchema>;

const routed = z.strictObject({ modelRef: z.string(), route: z.string() });

/** `user_config` of the router application; `genai_mlops_router.py` reads it, and the record travels in it. */
export const routerConfigSchema = z.strictObject({
  /** One more with every change. */
  revision: z.int(),
  /** Whose change this is. */
  writeId: z.string(),
  variants: z.strictObject({ baseline: routed, canary: routed.nullable() }),
  canary: z.number().min(0).max(1),
  leaseSeconds: z.number().positive().nullable(),
  /** Seconds since 1970 by the head's clock. */
  grantedAt: z.number(),
  record: deploymentSchema,
  /** Who deploys beside what serves, and until when by the head's clock: locks of a machine reach no further. */
  held: z.strictObject({ by: z.string(), since: z.number(), seconds: z.number() }).nullish(),
});
export type RouterUserConfig = z.infer<typeof routerConfigSchema>;

/** An application of the user's own that speaks the OpenAI API below its route. */
export const ownApplicationSchema = z.strictObject({
  "import-path": z.string().regex(/^[\w.]+:[\w.]+$/, "written module:attribute"),
  args: z.record(z.string(), z.unknown()).default({}),
  "runtime-env": z.record(z.string(), z.unknown()).default({}),
  deployments: z.array(z.looseObject({ name: z.string() })).default([]),
});
export type OwnApplication = z.infer<typeof ownApplicationSchema>;

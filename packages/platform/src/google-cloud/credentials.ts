import * as z from "zod";

/** The file that google-github-actions/auth writes (AIP-4117, external account by URL or by file). */
export const externalAccountSchema = z.looseObject({
  type: z.literal("external_account"),
  audience: z.string(),
  subject_token_type: z.string(),
  token_url: z.url(),
  service_account_impersonation_url: z.url().optional(),
  credential_source: z.looseObject({
    url: z.url().optional(),
    file: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    format: z.looseObject({ type: z.string(), subject_token_field_name: z.string().optional() }).optional(),
  }),
});

/** A key of a service account (AIP-4112). */
export const serviceAccountSchema = z.looseObject({
  type: z.literal("service_account"),
  client_email: z.string(),
  private_key: z.string(),
  private_key_id: z.string().optional(),
  token_uri: z.url(),
});

export const credentialsSchema = z.discriminatedUnion("type", [externalAccountSchema, serviceAccountSchema]);

export const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().optional() });

export const impersonatedSchema = z.looseObject({ accessToken: z.string().min(1), expireTime: z.string() });

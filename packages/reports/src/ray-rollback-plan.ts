import type { Deployment, Language } from "#contracts";
import { deployText } from "#messages";
import { code, type Document, heading } from "./document.ts";

/**
 * rollback-plan.md of an endpoint on Ray Serve: written before any traffic can move.
 * @param place address of the dashboard, and path of the config that was in force
 */
export function rayRollbackPlan(
  deployment: Deployment,
  { address, previousConfig }: { address: string; previousConfig: string },
  language: Language,
): Document {
  const { plan } = deployText[language];
  const headers = ["content-type: application/json", "authorization: Bearer $RAY_AUTH_TOKEN"];
  const sent = headers.map((header) => `-H "${header}"`).join(" ");
  const target = `${address.replace(/\/+$/, "")}/api/serve/applications/`;
  return {
    language,
    title: plan.title(deployment.endpoint),
    blocks: [
      { kind: "paragraph", text: plan.restoreIntro },
      heading(plan.restore),
      code(`curl -fsS -X PUT ${sent} --data-binary @'${previousConfig}' ${target}`, "sh"),
      heading(plan.checkRouter),
      code(`curl -fsS ${deployment.url.replace(/\/v1$/, "")}/router/state`, "sh"),
      { kind: "paragraph", text: plan.record },
    ],
  };
}

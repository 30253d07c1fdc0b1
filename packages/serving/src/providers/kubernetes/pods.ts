import * as z from "zod";
import type { Kubectl } from "./kubectl.ts";

const stateSchema = z.looseObject({ reason: z.string().optional(), message: z.string().optional() }).optional();
const statusSchema = z.looseObject({
  name: z.string(),
  ready: z.boolean().optional(),
  state: z.looseObject({ waiting: stateSchema, terminated: stateSchema }).optional(),
  lastState: z.looseObject({ terminated: stateSchema }).optional(),
});
const podSchema = z.looseObject({
  status: z
    .looseObject({
      phase: z.string().optional(),
      conditions: z.array(z.looseObject({ status: z.string(), message: z.string().optional() })).optional(),
      initContainerStatuses: z.array(statusSchema).optional(),
      containerStatuses: z.array(statusSchema).optional(),
    })
    .optional(),
});

/** Why pods do not serve: what their containers said at their end, images that cannot be had, no node with a GPU left. */
export async function podComplaints(kubectl: Kubectl, label: string): Promise<string> {
  const complaints = (await kubectl.list("pods", label, podSchema)).flatMap(({ status }) => {
    const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const ofContainers = containers
      .filter(({ ready }) => !ready)
      .flatMap(({ name, state, lastState }) =>
        [lastState?.terminated, state?.terminated, state?.waiting].map((each) => {
          const said = [each?.reason, each?.message?.trim()].filter(Boolean).join(": ");
          return said && `${name}: ${said}`;
        }),
      );
    const ofPod = (status?.conditions ?? []).filter((each) => each.status === "False").map(({ message }) => message);
    return [...ofContainers, ...(status?.phase === "Pending" ? ofPod : [])];
  });
  return [...new Set(complaints.filter(Boolean))].join("; ").slice(0, 1500);
}

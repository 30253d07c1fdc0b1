import { join } from "node:path";
import { type Deployment, ToolkitError } from "#contracts";
import { awsRegionOf, isoTime, withFolderLock } from "#platform";
import type { SageMakerServingConfig } from "./config.ts";
import { endpointOf, mark } from "./endpoint.ts";
import { provider } from "./failures.ts";
import type { Ports } from "./ports.ts";
import { requireEndpoint } from "./requirements.ts";
import { autoScalingOf } from "./scaling.ts";
import type { Seen } from "./seen.ts";
import { openService } from "./service.ts";

export type Home = Awaited<ReturnType<typeof openHome>>;
type Event = Deployment["history"][number]["event"];

/** The endpoint at SageMaker, and its folder here. @throws InputError `no-region`, `bad-name` */
export async function openHome(ports: Ports, config: SageMakerServingConfig) {
  const { clock, files } = ports;
  const { endpoint } = config;
  requireEndpoint(endpoint);
  const region = awsRegionOf(ports, config.region);
  const ours = mark(endpoint);
  const service = await openService(ports, region, (tags) => tags.get(ours.Key) === ours.Value);
  const folder = join(config.stateDir, "deployments", endpoint);
  const scaling = autoScalingOf(ports, region, endpoint);
  const running = endpointOf(ports, { service, scaling }, endpoint, config);

  function serving(seen: Seen | undefined): Seen {
    if (seen && seen.status !== "Creating" && seen.status !== "Failed") return seen;
    throw new ToolkitError({
      code: "not-deployed",
      provider,
      message: `nothing is deployed at ${endpoint} in ${region}`,
      hint: "run deploy first, or set AWS_REGION to where the endpoint is",
    });
  }
  const existing = async (): Promise<Seen> => serving(await running.look());
  const settled = async (seconds?: number): Promise<Seen> => serving(await running.settled(seconds));

  return {
    ports,
    config,
    region,
    ours,
    log: ports.log,
    service,
    scaling,
    running,
    /** What serves; throws ToolkitError `not-deployed`. */
    existing,
    /** The same when SageMaker is done with what it is doing. */
    settled,
    alone: <Result>(work: () => Promise<Result>, waitSeconds = 5): Promise<Result> =>
      withFolderLock(ports, join(folder, ".lock"), work, {
        waitSeconds,
        hint: "another deploy, promote or rollback of this endpoint is going on; wait for it",
      }),
    folder,
    record: join(folder, "deployment.json"),
    url: `https://runtime.sagemaker.${region}.amazonaws.com/endpoints/${endpoint}/invocations`,
    eventOf: (event: Event, modelRef: string) => ({ time: isoTime(clock), event, modelRef }),
    async copyRecord(record: Deployment): Promise<Deployment> {
      await files.writeAtomic(join(folder, "deployment.json"), `${JSON.stringify(record, null, 2)}\n`);
      return record;
    },
    writePlan: (record: Deployment): Promise<void> =>
      files.writeAtomic(
        join(folder, "rollback-plan.md"),
        config.planOf(record, { region, isScaled: config.scaling !== undefined }),
      ),
  };
}

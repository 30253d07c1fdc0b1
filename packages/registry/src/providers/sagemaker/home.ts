import { awsRegionOf } from "#platform";
import { requireAlias } from "../../version.ts";
import { type Bucket, openBucket } from "./bucket.ts";
import { openPackages, type Packages } from "./packages.ts";
import type { SageMakerRegistryConfig } from "./place.ts";
import type { Ports } from "./ports.ts";
import { type Records, recordsIn } from "./record.ts";

/** The names that a model in service goes by; `candidate`, `staging` and the like approve nothing. */
const defaultApproved = ["champion", "production"];

/** What every verb works with. */
export interface Home {
  ports: Ports;
  bucket: Bucket;
  packages: Packages;
  records: Records;
  cacheFolder: string;
  leaseSeconds: number;
  image: string | undefined;
  approvedAliases: readonly string[];
}

/** @throws InputError `no-region` */
export async function openHome(ports: Ports, config: SageMakerRegistryConfig): Promise<Home> {
  const region = awsRegionOf(ports, config.region);
  const [bucket, packages] = await Promise.all([openBucket(ports, region, config), openPackages(ports, region)]);
  const { clock, random } = ports;
  return {
    ports,
    bucket,
    packages,
    records: recordsIn(bucket, region, () => clock.sleep(Math.round(20 + random.uniform() * 200))),
    cacheFolder: config.cacheFolder,
    leaseSeconds: config.leaseSeconds ?? 600,
    image: config.image,
    approvedAliases: (config.approvedAliases ?? defaultApproved).map(requireAlias),
  };
}

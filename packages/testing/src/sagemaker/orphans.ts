import type { FakeAws } from "./fake-aws.ts";

interface Shown {
  versions: { version: string; upload: string; arn: string | null }[];
  uploads: Record<string, unknown>;
  unshown: string[];
}

/** What lies at AWS below a model's keys and belongs to no version, alias or promotion. */
export function sageMakerOrphans({ s3, control }: Pick<FakeAws, "s3" | "control">, home: string): string[] {
  const group = home.split("/").at(-1);
  const bytes = s3.objects.get(`${home}/registry.json`)?.body;
  const record: Shown = bytes
    ? (JSON.parse(Buffer.from(bytes).toString()) as Shown)
    : { versions: [], uploads: {}, unshown: [] };
  const owned = [
    `${home}/registry.json`,
    `${home}/promotions/`,
    ...record.versions.flatMap(({ version, upload }) => [`${home}/versions/${version}/`, `${home}/uploads/${upload}/`]),
  ];
  const arns = record.versions.map(({ arn }) => arn);
  return [
    ...[...s3.objects.keys()].filter((key) => key.startsWith(`${home}/`) && !owned.some((one) => key.startsWith(one))),
    ...[...s3.openUploads.values()].map(({ key }) => `parts of ${key}`),
    ...[...control.packages.values()]
      .filter((one) => one.group === group && one.deletedAt === undefined && !arns.includes(one.arn))
      .map(({ arn }) => arn),
    ...Object.keys(record.uploads).map((id) => `upload ${id}`),
    ...record.unshown.map((version) => `unshown ${version}`),
    ...record.versions.filter(({ arn }) => arn === null).map(({ version }) => `${version} without a package`),
  ];
}

import type { RegistryUnderTest } from "../registry-under-test.ts";

/** A bucket as a test looks into it from outside. */
export interface BucketView {
  /** Undefined when there is no such object. */
  read(key: string): Promise<string | undefined>;
  write(key: string, content: string): Promise<void>;
  keys(): Promise<string[]>;
}

interface Seen {
  versions: { version: string; upload: string; place: string }[];
  uploads: { id: string }[];
  removing: { version: string }[];
}

export interface Inspection extends Pick<RegistryUnderTest, "damage" | "smuggle" | "orphans"> {
  /** Key of a file of the version. */
  keyOf(version: string, path: string): Promise<string>;
  /** Changes an object of `mail`, as somebody with all rights in the bucket would. @param key below the model's own folder */
  rewrite(key: string, change: (text: string) => string): Promise<void>;
}

/** @param shown the vendor's own names of all versions of `mail` that it shows and that are ours */
export function inspected(bucket: BucketView, prefix: string, shown: () => string[]): Inspection {
  const home = `${prefix}mail/`;
  const record = async (): Promise<Seen> =>
    JSON.parse((await bucket.read(`${home}registry.json`)) ?? '{"versions":[],"uploads":[],"removing":[]}') as Seen;
  const keyOf = async (version: string, path: string): Promise<string> => {
    const entry = (await record()).versions.find((one) => one.version === version);
    return `${home}uploads/${entry?.upload}/files/${path}`;
  };
  return {
    keyOf,
    async rewrite(key, change) {
      const before = await bucket.read(home + key);
      if (before === undefined) throw new Error(`there is no ${key}`);
      await bucket.write(home + key, change(before));
    },
    damage: async (version) => bucket.write(await keyOf(version, "model.gguf"), "other"),
    smuggle: async (version) => bucket.write(await keyOf(version, "merged/modeling.py"), "x"),
    async orphans() {
      const { versions, uploads, removing } = await record();
      const owned = versions.flatMap(({ version, upload }) => [`uploads/${upload}/`, `evidence/${version}/`]);
      const homes = [...owned, "promotions/", "registry.json"].map((key) => home + key);
      const places = versions.map(({ place }) => place);
      return [
        ...(await bucket.keys()).filter((key) => !homes.some((one) => key.startsWith(one))),
        ...shown().filter((place) => !places.includes(place)),
        ...uploads.map(({ id }) => `upload ${id}`),
        ...removing.map(({ version }) => `removing ${version}`),
      ];
    },
  };
}

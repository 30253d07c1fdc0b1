declare module "@vercel/ncc" {
  interface Module {
    nameForCondition?: string | null;
    modules?: Module[];
  }
  const ncc: (
    entry: string,
    options: object,
  ) => Promise<{
    code: string;
    assets: Record<string, { source: string | Buffer }>;
    /** webpack's. */
    stats: { toJson(options: object): { modules: Module[] } };
  }>;
  export default ncc;
}

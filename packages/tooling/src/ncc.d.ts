declare module "@vercel/ncc" {
  const ncc: (
    entry: string,
    options: object,
  ) => Promise<{ code: string; assets: Record<string, { source: string | Buffer }> }>;
  export default ncc;
}

/** What is used of semver, which brings no types. */
declare module "semver/classes/range.js" {
  /** A range of versions by npm's rules, https://github.com/npm/node-semver#ranges */
  export default class Range {
    /** @throws TypeError for what is no range */
    constructor(range: string);
    /** Whether the version is in it; false for what is no version. */
    test(version: string): boolean;
  }
}

export type { HubAnswer, HubCall } from "./answers.ts";
export { type FakeHub, fakeHub } from "./fake-hub.ts";
export { serveHub } from "./serve-hub.ts";
export { addCommit, commitAt, lfsFile, regularFile, type StoredRepository, sha256Of } from "./state.ts";
export { dyingHub, type HubUnderTest, hubUnderTest } from "./under-test.ts";

/** Actions that a test of another one needs beside it: an action itself never reaches into another. */
export { run as runPromote } from "../../../actions/promote/run.ts";
export { run as runRegister } from "../../../actions/register/run.ts";
export { run as runRollback } from "../../../actions/rollback/run.ts";

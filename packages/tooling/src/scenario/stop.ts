import { nodeClock, nodeEnvironment, nodeExec, nodeFiles, nodeHttp, nodeRandom } from "#platform";
import { servingProviders } from "#serving";

const say = (message: string): void => void process.stderr.write(`${message}\n`);

/** The platform of our own commands: what is said goes to standard error. */
export const commandPlatform = {
  http: nodeHttp(),
  exec: nodeExec(),
  files: nodeFiles(),
  clock: nodeClock(),
  random: nodeRandom(),
  environment: nodeEnvironment(),
  log: {
    debug: () => undefined,
    info: say,
    notice: say,
    warning: say,
    error: say,
    group: <Result>(_title: string, work: () => Promise<Result>) => work(),
  },
  secrets: { add: () => undefined, redact: (text: string) => text },
};

/** Takes an endpoint down: router, servers, supervisor. Models and reports stay. */
export async function stopEndpoint(stateDir: string, endpoint: string): Promise<void> {
  const unused = (): never => {
    throw new Error("not needed to stop");
  };
  const programs = { router: "", supervisor: "", modelServer: "" };
  const serving = await servingProviders.local(commandPlatform as never, {
    stateDir,
    endpoint,
    port: 0,
    python: unused,
    programs,
    adminOf: unused,
    planOf: unused,
    healthSeconds: 1,
  });
  await serving.stop();
  say(`${endpoint} is down`);
}

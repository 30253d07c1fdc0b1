import { readFileSync, rmSync } from "node:fs";
import { createServer as createHttp, request } from "node:http";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

/** Words of Debian's HAProxy 2.6.12; the live suite puts the same questions to that one. */
const words = {
  unknown:
    "Unknown command, but maybe one of the following ones is a better match:\n  show info [desc|json|typed|float]*\n",
  noMap: "Unknown map identifier. Please use #<id> or <file>.\n",
  noEntry: "entry not found.\n",
  noBackend: "No such backend.\n",
  noServer: "No such server.\n",
};

interface FakeServer {
  address: string;
  ready: boolean;
  inFlight: number;
}

/** One run of the process, from its config and its map as they are at its start. */
interface Process {
  pid: number;
  description: string;
  servers: Map<string, FakeServer>;
  map: Map<string, string>;
  runtime: Server;
  /** At the runtime socket. */
  callers: Set<Socket>;
  log: Socket;
}

export interface FakeHaproxy {
  /** Of the frontend, which hands the admin API on and refuses all else. */
  url: string;
  /** What it was told, in order. */
  commands: string[];
  /** By `slot/role`. */
  servers(): Map<string, FakeServer>;
  map(): Map<string, string>;
  /** As somebody at its socket. */
  tell(command: string): string;
  /** Writes to its log. */
  logs(line: string): void;
  start(): Promise<void>;
  /** As by kill -9. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** HAProxy as its keeper sees it: config, map, runtime API and log; it refuses every command that it does not know. */
export function fakeHaproxy(folder: string): FakeHaproxy {
  const at = (name: string): string => join(folder, name);
  const commands: string[] = [];
  let running: Process | undefined;
  let pid = 1000;
  const now = (): Process => {
    if (!running) throw new Error("HAProxy does not run");
    return running;
  };

  function tell(command: string): string {
    commands.push(command);
    const { servers, map } = now();
    const parts = command.trim().split(/\s+/);
    const verb = parts.slice(0, 2).join(" ");
    if (command.trim() === "show info")
      return `Name: HAProxy\nVersion: 2.6.12\nPid: ${now().pid}\nUptime: 0d 0h00m01s\ndescription: ${now().description}\n`;
    if (command.trim() === "show stat -1 4 -1") return statistics(servers);
    if (verb === "show map" && parts.length === 3)
      return parts[2] === "routing.map"
        ? [...map].map(([key, value]) => `0x55 ${key} ${value}\n`).join("")
        : words.noMap;
    if (verb === "set map" && parts.length === 5) {
      const [, , name, key = "", value = ""] = parts;
      if (name !== "routing.map") return words.noMap;
      if (!map.has(key)) return words.noEntry;
      map.set(key, value);
      return "";
    }
    if (verb === "set server") return setServer(servers, parts.slice(2));
    return words.unknown;
  }

  // it keeps its port while no process runs, since another test would take it
  const front = createHttp((incoming, answer) => {
    if (!running) return void incoming.destroy();
    const { method, url, headers } = incoming;
    if (!/^\/(admin\/|scores$|health$|metrics$)/.test(url ?? "")) return void answer.writeHead(404).end();
    // a connection of its own: one that is kept may be to a keeper that has gone since
    const to = { socketPath: at("keeper.sock"), agent: false, method, path: url, headers };
    const onward = request(to, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on("error", () => answer.writeHead(503).end());
    incoming.pipe(onward);
  });

  async function start(): Promise<void> {
    pid += 1;
    rmSync(at("admin.sock"), { force: true });
    const callers = new Set<Socket>();
    const runtime = createServer({ allowHalfOpen: true }, (socket) => {
      // who reaches it as it is killed gets no answer
      if (running?.runtime !== runtime) return void socket.destroy();
      callers.add(socket);
      socket.setEncoding("utf8");
      socket.on("close", () => callers.delete(socket));
      socket.on("end", () => socket.end());
      socket.on("error", () => socket.destroy());
      socket.once("data", (text: string) => {
        const answers = text
          .trim()
          .split(";")
          .map((command) => `${tell(command)}\n`);
        socket.end(answers.join(""));
      });
    });
    running = { pid, ...configured(at), runtime, callers, log: connect({ path: at("log.sock") }) };
    running.log.on("error", () => undefined);
    await new Promise<void>((resolve) => runtime.listen({ path: at("admin.sock") }, resolve));
    if (fake.url) return;
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    fake.url = `http://127.0.0.1:${(front.address() as { port: number }).port}`;
  }

  const fake: FakeHaproxy = {
    url: "",
    commands,
    servers: () => now().servers,
    map: () => now().map,
    tell,
    logs: (line) => void now().log.write(`${line}\n`),
    start,
    async kill() {
      const { runtime, callers, log } = now();
      running = undefined;
      log.destroy();
      const closed = new Promise((resolve) => runtime.close(resolve));
      front.closeAllConnections();
      for (const caller of callers) caller.destroy();
      await closed;
    },
    async close() {
      if (running) await fake.kill();
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
    },
  };
  return fake;
}

function configured(at: (name: string) => string): Pick<Process, "servers" | "map" | "description"> {
  const servers = new Map<string, FakeServer>();
  let backend = "";
  for (const line of readFileSync(at("haproxy.cfg"), "utf8").split("\n")) {
    backend = /^backend (\S+)/.exec(line)?.[1] ?? backend;
    const [, name, address, disabled] = /^ {2}server (\S+) (\S+:\d+)( disabled)?$/.exec(line) ?? [];
    if (name && address) servers.set(`${backend}/${name}`, { address, ready: !disabled, inFlight: 0 });
  }
  const lines = readFileSync(at("routing.map"), "utf8").trim().split("\n");
  const [, description = ""] = /^ {2}description (\S+)$/m.exec(readFileSync(at("haproxy.cfg"), "utf8")) ?? [];
  return { description, servers, map: new Map(lines.map((line) => line.split(" ") as [string, string])) };
}

function setServer(servers: Map<string, FakeServer>, [name = "", field, value = "", ...rest]: string[]): string {
  const server = servers.get(name);
  if (!server)
    return [...servers.keys()].some((key) => key.startsWith(`${name.split("/")[0]}/`))
      ? words.noServer
      : words.noBackend;
  if (field === "state" && (value === "ready" || value === "maint") && rest.length === 0) {
    server.ready = value === "ready";
    return "";
  }
  if (field !== "addr" || rest[0] !== "port" || rest.length !== 2) return words.unknown;
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(value)) return `Invalid addr '${value}' by 'stats socket command'\n`;
  const [ip, port] = server.address.split(":");
  server.address = `${value}:${rest[1]}`;
  const moved = ip === value ? "no need to change the addr" : `IP changed from '${ip}' to '${value}'`;
  const other = port === rest[1] ? "no need to change the port" : `port changed from '${port}' to '${rest[1]}'`;
  return `${moved}, ${other} by 'stats socket command'\n`;
}

const statistics = (servers: Map<string, FakeServer>): string =>
  [
    "# pxname,svname,qcur,qmax,scur,smax,status,addr,",
    ...[...servers].map(([key, { address, ready, inFlight }]) => {
      const [backend, name] = key.split("/");
      return `${backend},${name},0,0,${inFlight},0,${ready ? "no check" : "MAINT"},${address},`;
    }),
    "",
  ].join("\n");

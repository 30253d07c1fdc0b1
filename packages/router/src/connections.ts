import { Client, type Dispatcher } from "undici";
import type { UpstreamTarget } from "./upstream-address.ts";

/** Idle connections kept to one server: as many as streams that may begin at once. */
const mostIdle = 1024;

/** A connection to a model server, with one request on it at a time. */
export class Connection {
  readonly target: UpstreamTarget;
  readonly #client: Client;
  /** It has carried a request already: a server may close it at the moment it is used again. */
  used = false;

  constructor(target: UpstreamTarget, connectMs: number, onClosed: (connection: Connection) => void) {
    this.target = target;
    // how long an answer may take is for `Deadlines`
    const endless = { headersTimeout: 0, bodyTimeout: 0 };
    this.#client = new Client(target.origin, { ...endless, connectTimeout: connectMs, allowH2: false });
    this.#client.on("disconnect", () => {
      this.used = false;
      onClosed(this);
    });
  }

  send(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#client.dispatch(request, handler);
  }

  /** Ends also what is under way on it; its handler hears of an error. */
  destroy(): void {
    void this.#client.destroy();
  }
}

/** Connections to model servers, kept for the requests to come. The last one given back is taken first. */
export class Connections {
  readonly #idle = new Map<string, Connection[]>();

  take(target: UpstreamTarget, connectMs: number): Connection {
    return this.#idle.get(target.origin)?.pop() ?? this.fresh(target, connectMs);
  }

  /** One that nobody has used. */
  fresh(target: UpstreamTarget, connectMs: number): Connection {
    return new Connection(target, connectMs, (closed) => this.#forget(closed));
  }

  /** After its request ended. */
  give(connection: Connection): void {
    const { origin } = connection.target;
    const idle = this.#idle.get(origin) ?? [];
    if (idle.length >= mostIdle) {
      connection.destroy();
      return;
    }
    connection.used = true;
    idle.push(connection);
    this.#idle.set(origin, idle);
  }

  close(): void {
    for (const idle of this.#idle.values()) for (const connection of idle.splice(0)) connection.destroy();
  }

  /** One that is in use is not here, and its user hears of it. */
  #forget(connection: Connection): void {
    const { origin } = connection.target;
    const idle = this.#idle.get(origin) ?? [];
    const place = idle.lastIndexOf(connection);
    if (place === -1) return;
    idle.splice(place, 1);
    if (idle.length === 0) this.#idle.delete(origin);
    connection.destroy();
  }
}

import type { MlflowConfig } from "./address.ts";
import { type Artifacts, artifactsAt } from "./artifacts.ts";
import { type Client, mlflowClient, type Ports } from "./client.ts";
import { type Ledger, mlflowLedger } from "./ledger.ts";
import { type LoggedModels, mlflowLoggedModels } from "./logged-models.ts";
import { type Models, mlflowModels } from "./models.ts";

/** An MLflow server by what it keeps. */
export interface Server {
  ports: Ports;
  client: Client;
  ledger: Ledger;
  models: Models;
  loggedModels: LoggedModels;
  artifacts(uri: string): Artifacts;
  leaseSeconds: number;
  cacheFolder: string;
}

export function mlflowServer(ports: Ports, config: MlflowConfig): Server {
  const client = mlflowClient(ports, config);
  return {
    ports,
    client,
    ledger: mlflowLedger(client, ports.clock.now),
    models: mlflowModels(client),
    loggedModels: mlflowLoggedModels(client),
    artifacts: (uri) => artifactsAt(ports, client, uri, config.partBytes),
    leaseSeconds: config.leaseSeconds ?? 600,
    cacheFolder: config.cacheFolder,
  };
}

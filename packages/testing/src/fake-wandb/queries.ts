import type { Node } from "./graphql-select.ts";
import { artifactNode, collectionNode, memberOf, membershipNode, projectInfoNode, runNode } from "./nodes.ts";
import type { Server } from "./server.ts";
import type { StoredProject } from "./state.ts";

type Parameters = Record<string, unknown>;

export interface Account {
  entity: string;
  /** The entity of its organization, whose registries it links to. */
  organization: string;
}

/** Every query that the fake knows. */
export function queryRoot(server: Server, { entity, organization }: Account): Node {
  const { state } = server;
  const orgInfo: Node = {
    __typename: "Organization",
    name: organization,
    coreWeaveOrganizationId: null,
    orgEntity: { __typename: "Entity", name: organization },
  };
  return {
    __typename: "Query",
    viewer: {
      __typename: "User",
      id: "VXNlcjox",
      entity,
      username: entity,
      email: "someone@example.com",
      flags: "{}",
      teams: { __typename: "EntityConnection", edges: [] },
    },
    serverInfo: { __typename: "ServerInfo", features: [] },
    entity: ({ name }: Parameters) => ({
      __typename: "Entity",
      name,
      organization: orgInfo,
      user: null,
    }),
    artifact: ({ id }: Parameters) => {
      const found = state.artifacts.get(String(id));
      return found && found.state !== "DELETED" ? artifactNode(server, found) : null;
    },
    project: ({ name, entityName }: Parameters) => {
      const found = state.projects.get(`${String(entityName ?? entity)}/${String(name)}`);
      return found ? projectNode(server, found) : null;
    },
    model: ({ name, entityName }: Parameters) => {
      const found = state.projects.get(`${String(entityName ?? entity)}/${String(name)}`);
      if (!found) return null;
      return {
        ...projectInfoNode(found),
        bucket: (given: Parameters) => {
          const run = found.runs.get(String(given["name"]));
          return run ? runNode(server, found, run) : null;
        },
      };
    },
  };
}

function projectNode(server: Server, project: StoredProject): Node {
  return {
    ...projectInfoNode(project),
    run: ({ name }: Parameters) => {
      const found = project.runs.get(String(name));
      return found ? runNode(server, project, found) : null;
    },
    artifact: ({ name }: Parameters) => {
      const found = select(project, String(name));
      return found ? artifactNode(server, found.member.artifact) : null;
    },
    artifactCollectionMembership: ({ name }: Parameters) => {
      const found = select(project, String(name));
      return found ? membershipNode(server, found.collection, found.member) : null;
    },
    artifactCollection: ({ name }: Parameters) => {
      const found = project.collections.get(String(name));
      return found ? collectionNode(server, found) : null;
    },
    artifactType: ({ name }: Parameters) => ({
      __typename: "ArtifactType",
      name,
      artifactCollection: (given: Parameters) => {
        const found = project.collections.get(String(given["name"]));
        return found && found.type === name ? collectionNode(server, found) : null;
      },
    }),
  };
}

/** `collection:alias` or `collection:v3`. */
function select(project: StoredProject, name: string) {
  const [collectionName = "", selector = "latest"] = name.split(":");
  const collection = project.collections.get(collectionName);
  const member = collection && memberOf(collection, selector);
  return collection && member ? { collection, member } : undefined;
}

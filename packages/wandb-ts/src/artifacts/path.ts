import { WandbError } from "../client/error.ts";
import { requireCollectionName, requireProject } from "./names.ts";

export interface Project {
  entity: string;
  project: string;
}

export interface Collection extends Project {
  collection: string;
}

/** `selector`: an alias or a version, `v3`. */
export interface ArtifactPath extends Collection {
  selector: string;
}

/** `entity/project/name:alias`; what is left out comes from the defaults, `latest` for the alias. */
export function parseArtifactPath(text: string, defaults: Partial<Project> = {}): ArtifactPath {
  const parts = /^(?:(?:([^/:]+)\/)?([^/:]+)\/)?([^/:]+)(?::([^/:]+))?$/.exec(text);
  const [, entity = defaults.entity, project = defaults.project, collection, selector = "latest"] = parts ?? [];
  if (!collection || !entity || !project)
    throw new WandbError({
      code: "bad-name",
      message: `"${text.slice(0, 150)}" names no artifact; legal: entity/project/name:alias, or :v3`,
    });
  return {
    entity: requireProject(entity),
    project: requireProject(project),
    collection: requireCollectionName(collection),
    selector,
  };
}

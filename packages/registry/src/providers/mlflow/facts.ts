import * as z from "zod";
import { type Promotion, promotionSchema, ToolkitError } from "#contracts";
import { versionNumbers } from "../../version.ts";
import { provider } from "./client.ts";

/** A version number that was given: for ever to these bytes. */
export interface Claim {
  version: string;
  digest: string;
  /** Id of the logged model that holds the bytes. */
  upload: string;
  /** MLflow's own number of the version; undefined while it is not settled, `abandoned` when its owner was taken for dead. */
  place: number | "abandoned" | undefined;
  /** Attempts to remove it. One that is done is the end of it. */
  removals: ("open" | "done" | "withdrawn")[];
}

/** One move of an alias: agreed when it is written, `done` when MLflow's alias has followed. */
export interface Move {
  /** null: taken away. */
  to: string | null;
  done: boolean;
}

/** What the ledger says, by kind. */
export interface Facts {
  claims: Map<string, Claim>;
  /** Id of an upload to the version that it became, or `abandoned`. */
  uploads: Map<string, string>;
  moves: Map<string, Move[]>;
  promotions: Promotion[];
}

const counted = (order: number): string => String(order).padStart(6, "0");

/** Keys of the ledger. Flat: an old file store makes a file of each. */
export const keys = {
  claim: (version: string) => `version-${version}`,
  place: (version: string) => `version-${version}-place`,
  removal: (version: string, order: number) => `version-${version}-removal-${counted(order)}`,
  removalEnd: (version: string, order: number) => `version-${version}-removal-${counted(order)}-end`,
  upload: (id: string) => `upload-${id}`,
  move: (alias: string, order: number) => `alias-${alias}-${counted(order)}`,
  moveDone: (alias: string, order: number) => `alias-${alias}-${counted(order)}-done`,
  promotion: (order: number) => `promotion-${counted(order)}`,
};

export const abandoned = "abandoned";
export const claimValue = (digest: string, upload: string): string => `${digest} ${upload}`;

const moveSchema = z.object({ to: z.string().nullable(), by: z.string() });
export const moveValue = (move: z.output<typeof moveSchema>): string => JSON.stringify(move);

const order = String.raw`(\d{6})`;
/** A pre-release ends with its count, which no other word of a key does. */
const number = String.raw`(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+\.\d+)?)`;
const shapes = {
  claim: new RegExp(`^version-${number}$`),
  place: new RegExp(`^version-${number}-place$`),
  removal: new RegExp(`^version-${number}-removal-${order}$`),
  upload: /^upload-(.+)$/,
  move: new RegExp(`^alias-(.+)-${order}$`),
  promotion: new RegExp(`^promotion-${order}$`),
};

/** @throws ToolkitError `registry-corrupt` for an entry that none of ours wrote */
export function factsOf(entries: ReadonlyMap<string, string>): Facts {
  const facts: Facts = { claims: new Map(), uploads: new Map(), moves: new Map(), promotions: [] };
  for (const [key, value] of entries) {
    const version = shapes.claim.exec(key)?.[1];
    if (version === undefined) continue;
    const [, digest, upload] = /^(sha256:[0-9a-f]{64}) (\S+)$/.exec(value) ?? [];
    if (!digest || !upload || !versionNumbers(version)) throw foreign(key);
    facts.claims.set(version, { version, digest, upload, place: undefined, removals: [] });
  }
  // in order, because attempts and moves are numbered
  for (const key of [...entries.keys()].sort()) read(facts, key, entries);
  return facts;
}

function read(facts: Facts, key: string, entries: ReadonlyMap<string, string>): void {
  const value = entries.get(key) ?? "";
  const claimOf = (version: string | undefined): Claim => {
    const claim = facts.claims.get(version ?? "");
    if (!claim) throw foreign(key);
    return claim;
  };
  const place = shapes.place.exec(key);
  if (place) {
    if (value !== abandoned && !/^\d+$/.test(value)) throw foreign(key);
    claimOf(place[1]).place = value === abandoned ? abandoned : Number(value);
  }
  const removal = shapes.removal.exec(key);
  if (removal) {
    const end = entries.get(`${key}-end`);
    claimOf(removal[1]).removals.push(end === "done" || end === "withdrawn" ? end : "open");
  }
  const upload = shapes.upload.exec(key)?.[1];
  if (upload) facts.uploads.set(upload, value);
  const move = shapes.move.exec(key);
  if (move) {
    const { to } = parsed(key, value, moveSchema);
    const moves = facts.moves.get(move[1] as string) ?? [];
    facts.moves.set(move[1] as string, [...moves, { to, done: entries.has(`${key}-done`) }]);
  }
  if (shapes.promotion.test(key)) facts.promotions.push(parsed(key, value, promotionSchema));
}

function parsed<Schema extends z.ZodType>(key: string, value: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(value));
  } catch {
    throw foreign(key);
  }
}

/** Whether the number still names bytes, or may do so once its owner has settled it. */
export function isOver(facts: Facts, claim: Claim): boolean {
  return claim.place === abandoned || claim.removals.at(-1) === "done" || facts.uploads.get(claim.upload) === abandoned;
}

const foreign = (key: string): ToolkitError =>
  new ToolkitError({
    code: "registry-corrupt",
    provider,
    message: `the model's records hold ${key}, which is not what this toolkit writes`,
    hint: "nobody else may log parameters to that run",
  });

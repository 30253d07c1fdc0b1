import { choice, flag, integer, secret, text } from "./input.ts";

/**
 * Nothing is said in a pull request unless asked for: a comment and a check need permissions that a job's token does not
 * have by itself, and a toolkit that is tried out must not write where other people read. (dependency-review-action's
 * default is `never` as well.)
 */
export const publishInputs = {
  comment: choice(
    ["always", "on-failure", "never"],
    "When the result is written into one comment on the pull request; needs `pull-requests: write`. With `on-failure` an earlier comment is renewed when the gate passes again",
    { default: "never" },
  ),
  "check-run": flag("Write the result as a check of the commit, with remarks at lines; needs `checks: write`", {
    default: false,
  }),
  "comment-key": text(
    "Tells the comments and checks of several such steps apart; the job's id unless told, so a matrix needs its own",
  ),
  "pull-request": integer("Number of the pull request, for events that belong to none (workflow_dispatch)", { min: 1 }),
  commit: text(
    "Full hash of the commit that is judged, where the run is of another one; the pull request's head unless told",
  ),
  "github-token": secret("Token that comment and check are written with", {
    environment: "GITHUB_TOKEN",
    expression: "${{ github.token }}",
  }),
} as const;

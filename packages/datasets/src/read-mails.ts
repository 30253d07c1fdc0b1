import { join } from "node:path";
import { type ChatExample, InputError, type MailTask } from "#contracts";
import type { Files } from "#platform";
import { mailExample, parseMail } from "./mail.ts";

/**
 * The e-mails below a folder as chat examples, in the order of their paths. Each labelled folder holds one message a
 * file; files that are no messages (`.json`) are passed over.
 */
export async function* readMails(files: Files, folder: string, task: MailTask): AsyncGenerator<ChatExample> {
  const missing = [];
  for (const [group, label] of Object.entries(task.labels).sort()) {
    const names = (await files.list(join(folder, group))).filter((name) => !name.endsWith(".json"));
    if (names.length === 0)
      missing.push({ where: `task.labels.${group}`, problem: "the source has no such folder, or it is empty" });
    for (const name of names) {
      const mail = await parseMail(await files.readBytes(join(folder, group, name)));
      const example = mailExample(`${group}/${name.replace(/\.[^.]*$/, "")}`, mail, label, task);
      yield { ...example, slice: { ...example.slice, group } };
    }
  }
  if (missing.length > 0) throw new InputError(missing);
}

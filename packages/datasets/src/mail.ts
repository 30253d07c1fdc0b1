import type { ChatExample, MailTask } from "#contracts";

/** What of a mail goes into an example. */
export interface Mail {
  /** Lower-case names, decoded values; the first of each name. */
  headers: ReadonlyMap<string, string>;
  /** Plain text of the body, HTML reduced to its text. */
  text: string;
}

/** Parses an RFC 822 message with its MIME parts, encodings and charsets. */
export async function parseMail(source: Uint8Array): Promise<Mail> {
  const { default: PostalMime } = await import("postal-mime");
  const parsed = await PostalMime.parse(withoutMboxLine(source));
  const headers = new Map<string, string>();
  for (const { key, value } of parsed.headers) if (!headers.has(key)) headers.set(key, value);
  if (parsed.subject !== undefined) headers.set("subject", parsed.subject);
  if (parsed.from)
    headers.set(
      "from",
      [parsed.from.name, parsed.from.address && `<${parsed.from.address}>`].filter(Boolean).join(" "),
    );
  const text = parsed.text?.trim() ? parsed.text : textOfHtml(parsed.html ?? "");
  return { headers, text };
}

/** mbox files begin each message with a line `From address date` that is no header. */
function withoutMboxLine(source: Uint8Array): Uint8Array {
  const isMbox = Buffer.from(source.subarray(0, 5)).toString("latin1") === "From ";
  return isMbox ? source.subarray(source.indexOf(0x0a) + 1) : source;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The words of an HTML page: markup, scripts and styles away, common entities decoded. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(-->|$)/g, " ")
    .replace(/<(script|style|head)\b[\s\S]*?(<\/\1\s*>|$)/gi, " ")
    .replace(/<[^>]*(>|$)/g, " ")
    .replace(/&(#x?[0-9a-f]+|[a-z]+);?/gi, (whole, name: string) => entityOf(name) ?? whole);
}

function entityOf(name: string): string | undefined {
  if (!name.startsWith("#")) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** One line of printable text, at most `limit` characters. */
export function oneLine(text: string, limit: number): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  return [...clean].slice(0, limit).join("");
}

/** The chat example of a mail: headers, an empty line, the beginning of the body; the answer is the label as JSON. */
export function mailExample(id: string, mail: Mail, label: string, task: MailTask): ChatExample {
  const headers = task.headers.flatMap((name) => {
    const value = headerValue(name, mail.headers.get(name.toLowerCase()) ?? "", task.headerCharacters);
    return value === "" ? [] : [`${name}: ${value}`];
  });
  const content = [...headers, "", oneLine(mail.text, task.bodyCharacters)].join("\n").trimEnd();
  const answer = JSON.stringify({ label }).replace(":", ": ");
  return {
    id,
    messages: [
      { role: "system", content: task.instruction },
      { role: "user", content },
      { role: "assistant", content: answer },
    ],
    references: [answer],
    slice: { label },
    title: oneLine(mail.headers.get("subject") ?? "", 80),
  };
}

/** Of a content type only type and subtype: its parameters are boundaries, unlike in every mail. */
function headerValue(name: string, value: string, limit: number): string {
  return oneLine(name.toLowerCase() === "content-type" ? (value.split(";")[0] ?? "").toLowerCase() : value, limit);
}

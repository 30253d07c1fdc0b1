import { describe, expect, it } from "vitest";
import type { MailTask } from "#contracts";
import { mailExample, oneLine, parseMail, textOfHtml } from "./mail.ts";

const task: MailTask = {
  kind: "classify-mail",
  instruction: "Classify.",
  labels: { spam: "spam" },
  headers: ["From", "Subject", "Content-Type"],
  headerCharacters: 60,
  bodyCharacters: 160,
};
const mail = (lines: readonly string[]): Uint8Array => Buffer.from(lines.join("\r\n"), "latin1");

describe("a mail", () => {
  it("is read through its encodings, with the text of its HTML when it has no other", async () => {
    const parsed = await parseMail(
      mail([
        "From someone@example.org Mon Sep  2 2002",
        "From: =?utf-8?B?0JDQvdC90LA=?= <anna@example.org>",
        "Subject: =?iso-8859-1?Q?caf=E9?=",
        "Content-Type: text/html; charset=iso-8859-1; boundary=x",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "<style>p{}</style><p>Gr=FC=DFe &amp; more</p><script>alert(1)</script>",
      ]),
    );
    const { messages, title, references } = mailExample("spam/1", parsed, "spam", task);
    expect(messages[1]?.content).toBe(
      "From: Анна <anna@example.org>\nSubject: café\nContent-Type: text/html\n\nGrüße & more",
    );
    expect([title, references]).toEqual(["café", ['{"label": "spam"}']]);
  });

  it("that is none, or is empty, is still an example: the model meets such mails too", async () => {
    for (const source of [new Uint8Array(), Buffer.from("\0\xff\n\n\0"), Buffer.from("no header at all")]) {
      const example = mailExample("x", await parseMail(source), "ham", task);
      expect(example.messages.at(-1)?.content).toBe('{"label": "ham"}');
    }
  });

  it("shows of itself no more than was asked, on one line, without characters that act", async () => {
    const hostile = `::error::x\u202e\u0000\u001b[31m ${"long ".repeat(5000)}`;
    const parsed = { headers: new Map([["subject", hostile]]), text: hostile };
    const { messages, title } = mailExample("x", parsed, "ham", task);
    expect([...(title ?? "")].length).toBeLessThanOrEqual(80);
    for (const line of messages[1]?.content.split("\n") ?? []) expect([...line].length).toBeLessThanOrEqual(160);
    expect(`${title}${messages[1]?.content}`).not.toMatch(/[\u0000\u001b\u202e]/);
    expect(oneLine("😀😀😀", 2)).toBe("😀😀");
  });
});

describe("the text of HTML", () => {
  it("is what a reader sees, however broken the markup is", () => {
    expect(textOfHtml("<b>a</b>&lt;&#x41;&#66;&nbsp;&bogus;<!-- x").trim().replace(/\s+/g, " ")).toBe("a <AB &bogus;");
    expect(textOfHtml("<script>never closed").trim()).toBe("");
    expect(textOfHtml("&#x110000;&#0;")).toBe("&#x110000;&#0;");
  });
});

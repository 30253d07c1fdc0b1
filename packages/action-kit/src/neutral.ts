/**
 * Text that cannot act as a workflow command. A runner takes a line that starts with `::` (after white space), and the
 * older `##[` anywhere in a line, as a command; data that is logged must not be able to say either.
 */
export function neutral(message: string): string {
  return message.replace(/(^|[\r\n])([^\S\r\n]*):(?=:)/g, "$1$2: ").replaceAll("##[", "# #[");
}

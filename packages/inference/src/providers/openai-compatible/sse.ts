/** More than any event of a sane server; a stream without line ends must not fill the memory. */
const longestLine = 1024 * 1024;

/**
 * Data of server-sent events (WHATWG HTML, 9.2.6), as they arrive: line ends LF, CRLF or CR, `data:` lines of one event
 * joined by LF, other fields and comments passed over. An event that the stream ends in is dropped, as the standard says.
 * @throws RangeError at a line of more than 1 Mi characters
 */
export async function* eventData(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  let data: string[] = [];
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    // a CR at the very end may be half of a CRLF
    const held = rest.endsWith("\r") ? "\r" : "";
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + held;
    if (rest.length > longestLine) throw new RangeError("a line of the stream has no end");
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) yield data.join("\n");
        data = [];
      } else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
    }
  }
}

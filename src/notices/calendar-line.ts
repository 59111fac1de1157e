/** The text form of iCalendar, RFC 5545 §3.1 and §3.3. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/** §3.1: octets, the line break not counted. */
const OCTETS_MAX = 75;
const encoder = new TextEncoder();

/** A content line. `value` is in its own form already: text goes through `calendarText`. */
export function contentLine(name: string, value: string, parameters: Parameters = {}): string {
  const given = Object.entries(parameters).flatMap(([key, text]) =>
    text === undefined ? [] : [`;${key}=${parameterValue(text)}`],
  );
  return `${folded(`${name}${given.join('')}:${value}`)}\r\n`;
}

/** §3.3.11. */
export const calendarText = (text: string): string =>
  withoutControls(text.replace(/\r\n?/g, '\n'))
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

/** §3.2: a value in quotes cannot hold a quote; RFC 6868 knows how, and few programs know that. */
const parameterValue = (text: string): string => {
  const plain = withoutControls(text).replaceAll('"', "'").replaceAll('\n', ' ');
  return /[;:,]/.test(plain) ? `"${plain}"` : plain;
};

// oxlint-disable-next-line no-control-regex -- they are what is taken out
const withoutControls = (text: string): string => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');

/** A long line goes on after a break and a space; a character is never cut. */
function folded(line: string): string {
  let octets = 0;
  let out = '';
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > OCTETS_MAX) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}

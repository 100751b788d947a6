// Reads the expectations that stand in a fixture's own comments: carets under a range, or a short form at the end of a line.

/** What a comment expects: a finding at a range of the text without markers. */
export interface Marker {
  readonly severity: string;
  readonly rule: string;
  /** Offsets into the text without markers. `end` is undefined for the short form, and for a range that goes on past its line. */
  readonly start: number;
  readonly end: number | undefined;
  /** The short form names a line only. */
  readonly wholeLine: boolean;
  readonly hasFix: boolean;
  /** Text that the message must contain; empty for any. */
  readonly message: string;
  /** One-based line in the block as written, for failures. */
  readonly line: number;
}

export interface MarkedText {
  /** The document: the block without its marker lines and marker comments. */
  readonly text: string;
  readonly markers: readonly Marker[];
}

const expectation = String.raw`(hint|information|warning|error)\[([a-z-]+)\](?: (\(fix\)))?(?:: (.*))?`;
const caretLine = new RegExp(String.raw`^(\s*)(?://|#)( *)(\^+)(\.{3})? ${expectation}\s*$`);
const shortForm = new RegExp(String.raw`\s*(?://|#) ${expectation}\s*$`);

/** Marker lines are taken out, so that they may stand inside a template or a list without being part of it. */
export function readMarkers(block: string): MarkedText {
  const kept: string[] = [];
  const markers: Marker[] = [];
  let lineOffset = 0;
  let nextOffset = 0;
  for (const [index, line] of block.split('\n').entries()) {
    const carets = caretLine.exec(line);
    if (carets !== null) {
      const [, indent = '', space = '', run = '', open, severity = '', rule = '', fix, message = ''] = carets;
      const column = indent.length + (line.trimStart().startsWith('//') ? 2 : 1) + space.length;
      const start = lineOffset + column;
      const end = open === undefined ? start + run.length : undefined;
      markers.push({
        severity,
        rule,
        start,
        end,
        wholeLine: false,
        hasFix: fix !== undefined,
        message,
        line: index + 1,
      });
      continue;
    }
    const short = shortForm.exec(line);
    const code = short === null ? line : line.slice(0, short.index);
    lineOffset = nextOffset;
    nextOffset += code.length + 1;
    kept.push(code);
    if (short === null) continue;
    const [, severity = '', rule = '', fix, message = ''] = short;
    markers.push({
      severity,
      rule,
      start: lineOffset,
      end: lineOffset + code.length,
      wholeLine: true,
      hasFix: fix !== undefined,
      message,
      line: index + 1,
    });
  }
  return { text: kept.join('\n'), markers };
}

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly place: { readonly start: number; readonly end: number };
  readonly fixes: readonly unknown[];
}

export function satisfies(finding: Found, marker: Marker, text: string): boolean {
  if (finding.rule !== marker.rule || finding.severity !== marker.severity) return false;
  if (!finding.message.includes(marker.message) || finding.fixes.length > 0 !== marker.hasFix) return false;
  const { start, end } = finding.place;
  if (marker.wholeLine) return start >= marker.start && start <= (marker.end ?? text.length);
  if (marker.end === undefined) return start === marker.start && text.slice(start, end).includes('\n');
  return start === marker.start && end === marker.end;
}

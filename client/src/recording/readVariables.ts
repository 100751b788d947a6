// Reads the variables that the recorder says when it is ready.

/** Undefined while the last of them is still missing. */
export function readVariables(output: string): Readonly<Record<string, string>> | undefined {
  const lines = [...output.matchAll(/^ {2}([A-Z_]+_BASE_URL)=(http:\/\/127\.0\.0\.1:\d+\S*)\r?\n/gm)];
  const variables = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
  return 'GOOGLE_GEMINI_BASE_URL' in variables ? variables : undefined;
}

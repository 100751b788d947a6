// How emphasis looks where a report is shown: escape codes in a terminal, nothing elsewhere.

export type Emphasis = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green' | 'cyan';

export type Style = (emphasis: Emphasis, text: string) => string;

const codes: Readonly<Record<Emphasis, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
  cyan: [36, 39],
};

export const plainStyle: Style = (_emphasis, text) => text;

export const terminalStyle: Style = (emphasis, text) => {
  const [on, off] = codes[emphasis];
  return text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;
};

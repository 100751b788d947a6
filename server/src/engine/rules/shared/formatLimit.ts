// Writes a provider's limit in tokens: a documented number, so it is shown to the last digit.

/** `1,024 tokens` */
export function formatLimit(tokens: number): string {
  return `${tokens.toString().replace(/\B(?=(\d{3})+$)/g, ',')} tokens`;
}

// Fills a message template with the data of a finding.

/** Replaces `{name}` by its value. An unknown name stays as it is written, so that a mistake shows. */
export function renderMessage(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = data[name];
    return value === undefined ? whole : String(value);
  });
}

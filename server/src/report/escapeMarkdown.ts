// Makes any text safe inside a line of Markdown: nothing of it is read as markup, and it stays in its table cell.

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|~&]/g, '\\$&').replace(/\s+/g, ' ');
}

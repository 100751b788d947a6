// The systems behind the tools; here they only say what they were asked.
export async function callBackOffice(action: string, input: unknown): Promise<string> {
  return JSON.stringify({ action, input, status: 'ok' });
}

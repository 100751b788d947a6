// The keys of providers: kept in the secret storage of the editor, and handed to programs through their environment alone.
import { type SecretStorage, window } from 'vscode';

/** Their names in the environment and in the storage. */
export const keyNames = ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY'] as const;
export type KeyName = (typeof keyNames)[number];

/** A key of the environment is left to the environment. */
export async function storedKeys(secrets: SecretStorage): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const name of keyNames) {
    const key = process.env[name] === undefined ? await secrets.get(name) : undefined;
    if (key !== undefined) found[name] = key;
  }
  return found;
}

/** False when the user gave none. `why` is a sentence on what it is used for. */
export async function askForKey(secrets: SecretStorage, name: KeyName, why: string): Promise<boolean> {
  const key = await window.showInputBox({
    title: `Hitrate: ${name}`,
    prompt: `${why} The key is kept in the secret storage of the editor and sent to the provider alone.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined || key.trim() === '') return false;
  await secrets.store(name, key.trim());
  return true;
}

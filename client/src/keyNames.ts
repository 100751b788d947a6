// Names of the keys of providers: in the environment, and in the secret storage of the editor.

export const keyNames = ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY'] as const;

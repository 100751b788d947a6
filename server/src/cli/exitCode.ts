// What the exit code of the command line says.

export const exitCode = { clean: 0, findings: 1, error: 2 } as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

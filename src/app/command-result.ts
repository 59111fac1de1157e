/** What a command prints, and the exit code of the process. */
export interface CommandResult {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

export const done = (...lines: readonly string[]): CommandResult => ({ lines, exitCode: 0 });
/** Something was found, or stood in the way. */
export const failed = (...lines: readonly string[]): CommandResult => ({ lines, exitCode: 1 });

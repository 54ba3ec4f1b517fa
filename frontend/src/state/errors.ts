/** The error that the page shows, and the command that caused it. */
import { signal } from "@preact/signals";

export const errorMessage = signal<string | null>(null);

/** The socket command that the error answers; null for an error of any other origin. */
let failedCommand: string | null = null;

export function showCommandError(command: string, message: string): void {
  errorMessage.value = message;
  failedCommand = command;
}

/** Hide the error if one of these commands caused it: it has succeeded since. */
export function clearErrorOf(...commands: string[]): void {
  if (failedCommand !== null && commands.includes(failedCommand)) clearError();
}

export function clearError(): void {
  failedCommand = null;
  errorMessage.value = null;
}

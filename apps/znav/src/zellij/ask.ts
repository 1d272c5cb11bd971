import { NotFoundError, ZellijError } from '../domain/errors.js'
import type { SessionAction } from './run-zellij.js'

/** How often a Zellij is asked for what it must know. */
export const attempts = 5

/** 50, 100, 200, 400 ms: together less than the second after which Zellij itself gives up. */
export const pause = (attempt: number) => new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt))

/** An action that changes something: never done twice. */
export async function perform(act: SessionAction, ...args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await act(...args)
  if (exitCode !== 0) throw failedAction(args[0], stderr, exitCode)
}

/**
 * An action that only looks. Under load Zellij exits with 0 and says nothing, or half of it: asked again, it answers.
 *
 * @param read of what was answered; throws where it can't be that
 */
export async function ask<T>(act: SessionAction, read: (answer: string) => T, ...args: readonly string[]): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { exitCode, stdout, stderr } = await act(...args)
      if (exitCode !== 0 || stdout.trim() === '') throw failedAction(args[0], stderr, exitCode)
      return read(stdout)
    } catch (error) {
      if (attempt === attempts || error instanceof NotFoundError) throw error
    }
    await pause(attempt)
  }
}

function failedAction(action = '', stderr: string, exitCode: number): ZellijError {
  const reason = stderr.trim() || (exitCode === 0 ? 'it said nothing' : `exit code ${exitCode}`)
  return new ZellijError(`zellij action ${action} failed: ${reason}`, {
    code: 'zellij/action',
    recoverable: true,
    hint: 'Try again. See whether zellij list-sessions answers.',
  })
}

import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { exitCodes, FilterError, UserError } from '@engawa/core'

/** A source of bytes with the name that messages give it. */
export interface Source {
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/** The files, or the standard input where none is named. `-` is the standard input too. */
export function sourcesOf(files: readonly string[], stdin: AsyncIterable<Uint8Array>): readonly Source[] {
  const named = files.length === 0 ? ['-'] : files
  return named.map((file) =>
    file === '-' ? { name: 'stdin', bytes: stdin } : { name: file, bytes: createReadStream(file) },
  )
}

/**
 * The text of a source, piece by piece, characters never cut.
 *
 * @throws FilterError `filter/not-text` for bytes that are not UTF-8: what can't be read can't be vouched for
 * @throws UserError `input` when it can't be read
 */
export async function* textOf({ name, bytes }: Source): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (cause) {
    if (isEncodingFault(cause)) {
      throw new FilterError(`${name} is not UTF-8, so it can't be searched.`, {
        code: 'filter/not-text',
        hint: 'Convert it first, for example with iconv -f utf-16 -t utf-8.',
        cause,
      })
    }
    throw unreadable(name, cause)
  }
}

/** @throws UserError `input` */
export async function readWhole(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

function isEncodingFault(cause: unknown): boolean {
  return cause instanceof TypeError && (cause as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
}

function unreadable(name: string, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
  return new UserError(`${name} can't be read (${code}).`, {
    code: 'input',
    exitCode: exitCodes.usage,
    hint: 'Check the name and whether you may read it.',
    cause,
  })
}

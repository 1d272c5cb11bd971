import type { FakeOllama, RunResult } from '@engawa/testkit'
import { expect } from 'vitest'
import type { Canaries } from './canaries.js'
import { commandsOf, type ProgramName } from './program.js'

export interface Call {
  readonly args: readonly string[]
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string>>
  /** Files that stand in the folder for this call alone, by name. */
  readonly files?: Readonly<Record<string, string>>
}

/** How one command is driven. */
export interface Row {
  /** Nothing of it may ask a model for anything: seen at the model. */
  readonly local?: true
  /** Goes on by itself; it is stopped. */
  readonly untilStopped?: true
  /** Inputs that are given no secret, because nothing but a number or a date gets through their reader. */
  readonly plain?: readonly string[]
  /** Inputs that some call gives a secret to. */
  readonly secret?: readonly string[]
  readonly calls: (canaries: Canaries) => readonly Call[]
}

export type Table = Readonly<Record<string, Row>>

/** A command that is not in the table, or an input that no row speaks of, is one that nobody has looked at. */
export function expectWholeTable(name: ProgramName, table: Table, beside: readonly string[] = []): void {
  const listed = commandsOf(name)
  const paths = listed.map(({ path }) => path)
  expect(Object.keys(table).sort(), 'a row for every command').toEqual([...paths, ...beside].sort())
  const spoken = Object.fromEntries(
    listed.map(({ path }) => [path, [...(table[path]?.plain ?? []), ...(table[path]?.secret ?? [])].sort()]),
  )
  expect(spoken, 'every input of every command').toEqual(
    Object.fromEntries(listed.map(({ path, inputs }) => [path, [...inputs].sort()])),
  )
}

/** What the parser refuses drives nothing, and would prove nothing. */
export function expectUnderstood({ args }: Call, { stdout, stderr }: RunResult): void {
  expect(`${args.join(' ')}: ${stdout}${stderr}`).not.toMatch(/unknown (option|command)|too many arguments/i)
}

/** Where the secrets that one command was given arrived, of all the places that none may reach. */
export const arrivals = (
  canaries: Canaries,
  places: Readonly<Record<string, string>>,
  path: string,
): readonly string[] =>
  Object.entries(places).flatMap(([place, text]) =>
    canaries
      .arrivedIn(text)
      .filter((from) => from.startsWith(`${path}: `))
      .map((from) => `${place} got the secret from ${from}`),
  )

/** All that a model's server was sent: bodies, headers, addresses. */
export const sentTo = ({ requests }: Pick<FakeOllama, 'requests'>): string =>
  requests.map(({ path, headers, bodyText }) => [path, JSON.stringify(headers), bodyText].join('\n')).join('\n')

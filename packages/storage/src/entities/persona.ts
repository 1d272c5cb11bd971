import type { JsonObject } from '@engawa/core'
import type { Listing, ListOptions } from '../chat-store.js'
import type { ChangeOptions, Versioned } from './versioned.js'

/** A voice that answers. A user's own one hides the global one of the same id from that user. */
export interface Persona extends Versioned {
  /** Whose it is; everybody's when absent. */
  readonly userId?: string
  readonly name: string
  readonly description?: string
  readonly systemPrompt?: string
  /** What it knows about, most important first. */
  readonly expertise?: readonly string[]
  readonly provider?: string
  readonly model?: string
  /** 0 to 2. */
  readonly temperature?: number
  readonly metadata?: JsonObject
}

export type PersonaContent = Omit<Persona, keyof Versioned | 'userId'>

export interface NewPersona extends PersonaContent {
  /** Chosen by the store when absent. */
  readonly id?: string
  /** For everybody when absent. */
  readonly userId?: string
}

export type PersonaChange = Partial<PersonaContent>

/** Whose persona is meant; the global one when absent. */
export interface PersonaOwner {
  readonly userId?: string
}

export interface PersonaStore {
  create(given: NewPersona): Promise<Persona>
  /** With a user: theirs, and if they have none of this id the global one. Undefined when unknown or deleted. */
  get(id: string, owner?: PersonaOwner): Promise<Persona | undefined>
  /** With a user: theirs, then the global ones that theirs do not hide. By time of creation. */
  list(options?: ListOptions & PersonaOwner): Listing<Persona>
  update(id: string, change: PersonaChange & ChangeOptions, owner?: PersonaOwner): Promise<Persona>
  delete(id: string, owner?: PersonaOwner): Promise<void>
  restore(id: string, owner?: PersonaOwner): Promise<Persona>
  purge(id: string, owner?: PersonaOwner): Promise<boolean>
  history(id: string, options?: ListOptions & PersonaOwner): Listing<Persona>
}

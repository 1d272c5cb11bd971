import type { JsonObject } from '@engawa/core'
import type { Listing, ListOptions } from '../chat-store.js'
import type { ChangeOptions, EntityStore, Versioned } from './versioned.js'

/** Somebody whose conversations are kept. Sessions may name users that have no record here. */
export interface User extends Versioned {
  /** Who it is: any JSON, `displayName` and `email` checked. */
  readonly profile: UserProfile
  /** How they like things, by name. */
  readonly preferences: JsonObject
}

export interface UserProfile extends JsonObject {}

export interface NewUser {
  /** Chosen by the store when absent. */
  readonly id?: string
  readonly profile?: UserProfile
  readonly preferences?: JsonObject
}

export type UserChange = Pick<NewUser, 'profile' | 'preferences'>

export interface UserStore extends EntityStore<User, NewUser, UserChange> {
  create(given?: NewUser): Promise<User>
  list(options?: ListOptions & { readonly includeDeleted?: boolean }): Listing<User>
  /** Set some preferences and leave the others, whoever sets those meanwhile; `null` takes one away. */
  setPreferences(id: string, preferences: JsonObject, options?: ChangeOptions): Promise<User>
  /**
   * Removes the user for good, and all that is theirs: sessions, documents, contexts, panels, personas. It can be
   * repeated when it was cut off; the user's own record goes last.
   */
  purge(id: string): Promise<boolean>
}

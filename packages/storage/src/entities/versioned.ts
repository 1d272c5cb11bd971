import type { Timestamp } from '@engawa/core'
import type { Listing, ListOptions } from '../chat-store.js'

/** What every entity beside sessions and messages has. */
export interface Versioned {
  readonly id: string
  /** 1, 2, 3 …: each change makes one more, and the earlier ones stay readable. */
  readonly version: number
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
  readonly deletedAt?: Timestamp
}

export interface ChangeOptions {
  /** Refuse (`storage/conflict`) unless the entity is at this version. */
  readonly expectedVersion?: number
}

/** What can be done with any entity, once it is there. `Change` names what is to be other; the rest is left. */
export interface EntityStore<T extends Versioned, New, Change> {
  /** @throws StorageError `storage/exists` when the id is taken, also by a deleted one */
  create(given: New): Promise<T>
  /** Undefined when unknown or deleted. */
  get(id: string): Promise<T | undefined>
  update(id: string, change: Change & ChangeOptions): Promise<T>
  /** Hides it; `restore` brings it back. */
  delete(id: string): Promise<void>
  restore(id: string): Promise<T>
  /** Removes it with all of its versions, for good. The id is free again. @returns whether something was there */
  purge(id: string): Promise<boolean>
  /** Every version, oldest first unless told. Also of a deleted one; none when unknown. */
  history(id: string, options?: ListOptions): Listing<T>
  /** Make the content of an earlier version the newest. */
  revert(id: string, version: number, options?: ChangeOptions): Promise<T>
}

/** Newest first unless told. */
export interface EntityListOptions extends ListOptions {
  readonly userId?: string
  readonly includeDeleted?: boolean
}

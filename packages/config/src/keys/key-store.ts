/** Where a key can be, from the one that wins to the one that is asked last. */
export type KeyPlace = 'environment' | 'keyring' | 'file' | 'plaintext'

/** Whose key: of a provider, for one project or, without one, for everything that the person does. */
export interface KeyName {
  readonly provider: string
  readonly project?: string
}

/** A key that somebody asks for. The project's is preferred; without one the person's own is taken. */
export interface KeyRequest extends KeyName {
  /** Environment variables that hold it, the first that is set wins: `OPENAI_API_KEY`. */
  readonly variables?: readonly string[]
}

/** One place where a key is, by name. Holds nothing of the key itself. */
export interface KeySource extends KeyName {
  readonly place: KeyPlace
  /** `OPENAI_API_KEY`, `OS keyring`, `~/.config/engawa/keys.json` */
  readonly origin: string
  /** When it was stored; variables don't say. */
  readonly setAt?: string
}

export interface FoundKey {
  readonly value: string
  readonly source: KeySource
  /** What a person should know: a keyring that comes first and did not answer. */
  readonly notes: readonly string[]
}

/** A source as it may be shown. */
export interface SeenKey {
  readonly source: KeySource
  /**
   * `readable`: would be used. `sealed`: its passphrase would be asked for. `unavailable`: the keyring does not give it.
   * `gone`: somebody took it out of the keyring.
   */
  readonly state: 'readable' | 'sealed' | 'unavailable' | 'gone'
  /** `••••3f9a`; `••••` where it can't be read or is too short. */
  readonly masked: string
  /** What is wrong, and what to do. */
  readonly problem?: { readonly detail: string; readonly remedy: string }
}

export interface SetOptions {
  /** The keyring where there is one, else the encrypted file, unless told. */
  readonly place?: Exclude<KeyPlace, 'environment'>
}

export interface SetOutcome {
  readonly source: KeySource
  /** Why it is not where it would be by preference. */
  readonly notes: readonly string[]
}

export interface RotateOptions {
  /** Ask for a new passphrase too. */
  readonly newPassphrase?: boolean
}

export interface RotateOutcome {
  /** Id of the file's new data key. */
  readonly dataKeyId: string
  /** Entries that were sealed anew. */
  readonly entries: number
  /** The file was plaintext before. */
  readonly wasPlaintext: boolean
}

/** `hung`: it did not answer in time. */
export type KeyringState =
  | { readonly state: 'present' }
  | { readonly state: 'absent' | 'locked' | 'hung'; readonly detail: string; readonly remedy: string }

/** The value of a key that this process has read, so that the secret filter knows it. */
export interface ReadKey {
  readonly name: string
  readonly value: string
}

/**
 * The suite's one store of keys. Nothing is read, and no other process started, until a key is asked for.
 *
 * A key is never part of an error, and a store that was encrypted never becomes plaintext.
 */
export interface KeyStore {
  /** The stored file. */
  readonly path: string
  /** Every place that has this key, the winning one first. Needs no passphrase and no keyring. */
  sources(request: KeyRequest): Promise<readonly KeySource[]>
  /**
   * The key, from the first place that gives it; undefined where no place has it.
   *
   * @throws ConfigError `keys/keyring-locked`, `keys/keyring-hung`, `keys/keyring-absent`, `keys/passphrase-needed`,
   *   `keys/wrong-passphrase`, `keys/damaged`
   */
  find(request: KeyRequest): Promise<FoundKey | undefined>
  /** The same places, each looked at; never asks a person anything. */
  inspect(request: KeyRequest): Promise<readonly SeenKey[]>
  /** @throws ConfigError as `find`, and `keys/no-downgrade` */
  set(name: KeyName, value: string, options?: SetOptions): Promise<SetOutcome>
  /** Take a key out of one place, or of all. The places it was in. */
  remove(name: KeyName, place?: KeyPlace): Promise<readonly KeySource[]>
  /** What is stored, by name. */
  list(): Promise<readonly KeySource[]>
  /** A new data key for the encrypted file, everything sealed anew, in one step: killed at any moment, old or new. */
  rotate(options?: RotateOptions): Promise<RotateOutcome>
  /** Whether the OS keyring gives what is noted in it; where nothing is noted, whether it answers. */
  keyring(): Promise<KeyringState>
  /** The keys that this process has read so far. */
  readKeys(): readonly ReadKey[]
}

/** A key that records are sealed with. Its id goes with each record. */
export interface DataKey {
  readonly id: string
  /** 32 bytes. */
  readonly bytes: Uint8Array
}

/** Data keys for encryption at rest: one is current, the older ones still open what they sealed. */
export interface KeyRing {
  /** The key for new records; made with the first call. */
  current(): Promise<DataKey>
  byId(id: string): Promise<DataKey | undefined>
  /** Make a new current key. */
  rotate(): Promise<DataKey>
  /** Forget a key that nothing is sealed with any more. The current one stays. */
  retire(id: string): Promise<boolean>
}

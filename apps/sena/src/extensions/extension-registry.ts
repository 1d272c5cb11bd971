import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@engawa/cli-kit'
import { type Clock, ExtensionError, isEngawaError, type JsonObject, timestamp } from '@engawa/core'
import type { ExtensionManifest, HostFunction, Sandbox } from '@engawa/sandbox'
import type { ExtensionRepository, ExtensionRow } from '../database/repositories/extension-repository.js'

export type ExtensionOrigin = 'core' | 'user' | 'generated'

/** A folder of extensions and what those in it may be granted without asking a person. */
export interface ExtensionFolder {
  readonly origin: ExtensionOrigin
  readonly path: string
  readonly grants: readonly string[]
}

interface LoadedExtension {
  readonly manifest: ExtensionManifest
  readonly source: string
  readonly file: string
  readonly folder: ExtensionFolder
}

export interface ExtensionRegistryOptions {
  readonly folders: readonly ExtensionFolder[]
  readonly sandbox: Sandbox
  readonly host: Readonly<Record<string, HostFunction>>
  readonly repository: ExtensionRepository
  readonly logger: Logger
  readonly clock: Clock
  /** Takes secrets out of what an extension complains about. */
  readonly redact: (text: string) => string
  readonly timeoutMs: number
}

export interface ListedExtension {
  readonly manifest: ExtensionManifest
  readonly origin: ExtensionOrigin
  readonly row: ExtensionRow
}

export interface ExecuteRequest {
  readonly userInput: string
  readonly args: JsonObject
  readonly signal: AbortSignal
}

/** The extensions that are there: loads them, runs them in the sandbox, counts how they fare. */
export class ExtensionRegistry {
  readonly #options: ExtensionRegistryOptions
  readonly #loaded = new Map<string, LoadedExtension>()
  readonly #running: string[] = []
  #loading: Promise<void> | undefined

  constructor(options: ExtensionRegistryOptions) {
    this.#options = options
  }

  /** Load everything, once. A file that is no extension is logged and left out. */
  load(): Promise<void> {
    this.#loading ??= this.#loadFolders()
    return this.#loading
  }

  /** Names of those that run right now. */
  get running(): readonly string[] {
    return [...this.#running]
  }

  async list(): Promise<readonly ListedExtension[]> {
    await this.load()
    return [...this.#loaded.values()].flatMap(({ manifest, folder }) => {
      const row = this.#options.repository.get(manifest.name)
      return row === undefined ? [] : [{ manifest, origin: folder.origin, row }]
    })
  }

  async get(name: string): Promise<ListedExtension> {
    const found = (await this.list()).find(({ manifest }) => manifest.name === name)
    if (found === undefined) throw unknownExtension(name)
    return found
  }

  /** @throws ExtensionError when it is unknown, switched off, refused or broken, or overran its limits */
  async execute(name: string, { userInput, args, signal }: ExecuteRequest): Promise<{ readonly output: string }> {
    await this.load()
    const { sandbox, host, repository, redact, timeoutMs } = this.#options
    const extension = this.#loaded.get(name)
    if (extension === undefined) throw unknownExtension(name)
    if (repository.get(name)?.status === 'inactive') {
      throw new ExtensionError(`The extension ${name} is switched off.`, {
        code: 'extension/inactive',
        hint: 'Switch it on in the extensions view.',
      })
    }
    const { manifest, source, folder } = extension
    const grants = manifest.capabilities.filter((capability) => folder.grants.includes(capability))
    this.#running.push(name)
    try {
      const { output } = await sandbox.run({
        source,
        userInput,
        context: {},
        args,
        grants,
        host,
        limits: { timeoutMs },
        signal,
      })
      repository.recordRun(name)
      return { output }
    } catch (error) {
      repository.recordRun(name, redact(error instanceof Error ? error.message : String(error)))
      throw error
    } finally {
      this.#running.splice(this.#running.indexOf(name), 1)
    }
  }

  async setEnabled(name: string, enabled: boolean): Promise<ListedExtension> {
    await this.get(name)
    this.#options.repository.setStatus(name, enabled ? 'active' : 'inactive')
    return this.get(name)
  }

  /** Read its file again. A broken new version never replaces the one that works. */
  async reload(name: string): Promise<ListedExtension> {
    await this.load()
    const known = this.#loaded.get(name)
    if (known === undefined) throw unknownExtension(name)
    const next = await this.#read(known.folder, known.file)
    if (next.manifest.name !== name) {
      throw new ExtensionError(`${known.file} now calls itself ${next.manifest.name}; ${name} stays as it was.`, {
        code: 'extension/renamed',
      })
    }
    this.#register(next)
    return this.get(name)
  }

  async #loadFolders(): Promise<void> {
    for (const folder of this.#options.folders) {
      const files = await readdir(folder.path).catch(() => [])
      for (const file of files.filter((name) => name.endsWith('.js')).sort()) {
        await this.#loadFile(folder, join(folder.path, file))
      }
    }
  }

  async #loadFile(folder: ExtensionFolder, file: string): Promise<void> {
    try {
      this.#register(await this.#read(folder, file))
    } catch (error) {
      // Stopped while it was loading: there is nothing wrong with the file.
      if (isEngawaError(error) && error.code === 'sandbox/aborted') return
      this.#options.logger.warn(`${file} was not loaded: ${String(error)}`)
    }
  }

  async #read(folder: ExtensionFolder, file: string): Promise<LoadedExtension> {
    const source = await readFile(file, 'utf8')
    const manifest = await this.#options.sandbox.inspect(source)
    return { manifest, source, file, folder }
  }

  #register(extension: LoadedExtension): void {
    const { manifest, file } = extension
    const { repository, clock } = this.#options
    repository.recordLoaded({ name: manifest.name, version: manifest.version, filePath: file, at: timestamp(clock) })
    this.#loaded.set(manifest.name, extension)
  }
}

const unknownExtension = (name: string) =>
  new ExtensionError(`No extension is called ${name}.`, { code: 'extension/not-found', recoverable: false })

import type { Disk } from '../src/backends/file/disk.js'
import { nodeDisk } from '../src/backends/file/node-disk.js'
import { SimulatedFileSystem } from './simulated-file-system.js'

/** The disk as programs use it, its own code over a file system that can be broken. */
export class SimulatedDisk implements Disk {
  readonly files: SimulatedFileSystem
  readonly #disk: Disk

  constructor(files = new SimulatedFileSystem()) {
    this.files = files
    this.#disk = nodeDisk({ lockTimeoutMs: 1_000, files, loadLock: files.loadLock })
  }

  /** Change a file behind everybody's back. */
  damage(path: string, change: (bytes: Buffer) => Buffer): void {
    this.files.damage(path, change)
  }

  paths(): string[] {
    return this.files.paths()
  }

  openLog: Disk['openLog'] = (path) => this.#disk.openLog(path)
  openForReading: Disk['openForReading'] = (path) => this.#disk.openForReading(path)
  inspect: Disk['inspect'] = (path) => this.#disk.inspect(path)
  list: Disk['list'] = (directory) => this.#disk.list(directory)
  createDirectory: Disk['createDirectory'] = (path) => this.#disk.createDirectory(path)
  syncDirectory: Disk['syncDirectory'] = (path) => this.#disk.syncDirectory(path)
  read: Disk['read'] = (path) => this.#disk.read(path)
  replace: Disk['replace'] = (path, data) => this.#disk.replace(path, data)
  remove: Disk['remove'] = (path) => this.#disk.remove(path)
  exclusively: Disk['exclusively'] = (lockPath, work) => this.#disk.exclusively(lockPath, work)
}

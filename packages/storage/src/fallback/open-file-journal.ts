import { nodeDisk } from '../backends/file/node-disk.js'
import type { FileStorageOptions } from '../backends/file/open-file-storage.js'
import { FileJournal } from './file-journal.js'
import type { OutageJournal } from './outage-journal.js'

/** The journal in the folder of a file store. Opening creates nothing. */
export function openFileJournal(options: FileStorageOptions): OutageJournal {
  const { directory, onReport = () => {}, lockTimeoutMs = 30_000 } = options
  return new FileJournal(options.disk ?? nodeDisk({ lockTimeoutMs }), directory, onReport)
}

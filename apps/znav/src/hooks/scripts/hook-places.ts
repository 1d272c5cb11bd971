/** What a hook needs to know of this installation. It is written into the script: the shell then asks nobody. */
export interface HookPlaces {
  /** Folder of the spools, one file for each shell. */
  readonly spool: string
  /** Folder of the files that switch panes off. */
  readonly switches: string
  /** Commands between two collections. */
  readonly interval: number
  /** Seconds that a shell waits at least between two collections. */
  readonly pause: number
  /** The command that collects, quoted for this shell. */
  readonly collect: string
  /** Makes the spool's name unlike that of an earlier shell with the same process id. */
  readonly token: string
}

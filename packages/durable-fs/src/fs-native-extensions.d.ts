declare module 'fs-native-extensions' {
  const extensions: {
    /** Take an exclusive lock on an open file, or say at once that another holds it. */
    tryLock(fd: number, offset?: number, length?: number, options?: { shared?: boolean }): boolean
    unlock(fd: number, offset?: number, length?: number): void
  }
  export default extensions
}
